import { adminClient, ok, type Client } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';
import { endOfJournal, eventsAfter } from '../helpers/events';

describe('the address that a proxy names', () => {
  let app: App;
  let admin: Client;
  beforeAll(async () => {
    app = await bootApp({ env: { SERVER_PROXY: '{"koa":true}' } });
    admin = await adminClient(app);
  });
  afterAll(() => app?.stop());

  const signIn = (forwarded: string) =>
    app.request
      .post('/admin/login')
      .set('X-Forwarded-For', forwarded)
      .send({ email: 'nobody@example.com', password: 'wrong-password' })
      .expect(400);

  it.each([
    ['203.0.113.5:51234', '203.0.113.5'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['unknown', null],
  ])('%s is kept as %s', async (forwarded, ip) => {
    const place = await endOfJournal(app);
    await signIn(forwarded);
    const [event] = await eventsAfter(app, place);
    expect(event?.ip).toBe(ip);
    await app.run((strapi) => strapi.plugin('audit-trail').service('recorder').flush());
  });

  it('is the same from every port: found by it, and folded', async () => {
    const place = await endOfJournal(app);
    for (const port of [51234, 51235, 51236, 51237]) await signIn(`198.51.100.7:${port}`);
    await app.run((strapi) => strapi.plugin('audit-trail').service('recorder').flush());
    const events = await eventsAfter(app, place);
    expect(events.map(({ count }) => count)).toEqual([1, 3]);
    const { body } = await ok(admin.get('/audit-trail/events?q=ip:198.51.100.7'));
    expect(body.results).toHaveLength(2);
  });

  it('is cut to its network where the owner wants that', async () => {
    await app.restart({ auditTrail: { privacy: { ip: 'truncated' } } });
    const place = await endOfJournal(app);
    await signIn('203.0.113.5:51234');
    const [event] = await eventsAfter(app, place);
    expect(event?.ip).toBe('203.0.113.0');
  });
});
