import {
  adminClient,
  clientFor,
  createAdminUser,
  createEndUser,
  ok,
  type Client,
} from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';
import { eventsAfter } from '../helpers/events';
import { dumpPluginTables } from '../helpers/plugin-tables';

const AUTHORS = '/content-manager/collection-types/api::author.author';
const PERSON = { firstname: 'Wilhelmina', lastname: 'Quist', email: 'w.quist@example.com' };
const VISITOR = { username: 'xaverl', email: 'xaver@example.com' };
const TRACES = /wilhelmina|quist|xaver/i;

type Named = { email?: string; type?: string; id?: number };

const erase = (app: App, person: Named, options?: object) =>
  app.run(
    (strapi, whom, how) => strapi.plugin('audit-trail').service('erasure').erase(whom, how),
    person,
    options ?? {}
  );

const stored = async (app: App): Promise<string> => JSON.stringify(await dumpPluginTables(app));

/** Two people who sign in, fail to, change things and are changed. */
async function live(app: App, admin: Client): Promise<{ userId: number; visitorId: number }> {
  const user = await createAdminUser(app, admin, { role: 'strapi-super-admin', ...PERSON });
  await ok(admin.put(`/admin/users/${user.id}`).send({ lastname: 'Quist-Berg' }));
  await app.request
    .post('/admin/login')
    .set('User-Agent', 'Quistbrowser/1.0')
    .send({ email: PERSON.email, password: 'wrong' })
    .expect(400);
  await ok(user.client.post(AUTHORS).send({ name: 'Kept content' }));
  const visitor = await createEndUser(app, VISITOR);
  await ok(
    app.request
      .post('/api/auth/local')
      .send({ identifier: VISITOR.email, password: visitor.password })
  );
  await ok(admin.delete(`/admin/users/${user.id}`));
  await app.run((strapi) => strapi.plugin('audit-trail').service('recorder').flush());
  return { userId: user.id, visitorId: visitor.id };
}

describe('erasing a person from the log of a running application', () => {
  let app: App;
  let admin: Client;
  let ids: { userId: number; visitorId: number };
  let before: number;

  beforeAll(async () => {
    app = await bootApp();
    admin = await adminClient(app);
    ids = await live(app, admin);
    before = (await eventsAfter(app, 0)).length;
  });
  afterAll(() => app?.stop());

  it('is refused to everybody who has no hold of the server', async () => {
    expect(await stored(app)).toMatch(TRACES);
    for (const path of ['/audit-trail/erase', '/audit-trail/erasure', '/audit-trail/events']) {
      const answer = await clientFor(app, admin.token).post(path).send({ email: PERSON.email });
      expect([404, 405]).toContain(answer.status);
    }
    await expect(
      app.run((strapi) =>
        strapi.db.connection('audit_trail_events').update({ actor_name: 'Nobody' })
      )
    ).rejects.toMatchObject({ message: expect.stringContaining('append-only') });
    await expect(
      app.run((strapi) =>
        strapi.db
          .query('plugin::audit-trail.event' as never)
          .updateMany({ where: {}, data: { actorName: 'Nobody' } as never })
      )
    ).rejects.toMatchObject({ message: expect.stringMatching(/audit/i) });
    expect(await stored(app)).toMatch(TRACES);
  });

  it('leaves no trace of them in any table of the plugin, and all of what they did', async () => {
    const { userId, visitorId } = ids;
    const counts = [
      await erase(app, { ...{ email: PERSON.email }, type: 'admin-user', id: userId }),
      await erase(app, { email: VISITOR.email, type: 'end-user', id: visitorId }),
    ];
    for (const count of counts) {
      expect(count).toEqual({ events: expect.any(Number), requests: expect.any(Number) });
    }
    expect(await stored(app)).not.toMatch(TRACES);

    const events = await eventsAfter(app, 0);
    expect(events).toHaveLength(before + 2);
    const created = events.find(
      ({ action, resourceType }) =>
        action === 'entry.create' && resourceType === 'api::author.author'
    );
    expect(created).toMatchObject({
      line: 'entry.create | admin-panel | admin-user [erased] | api::author.author "Kept content"',
      actorId: String(userId),
      ip: null,
      changes: expect.arrayContaining([expect.objectContaining({ after: 'Kept content' })]),
    });
  });

  it('is itself recorded, with how much and under which reference, not whom', async () => {
    await createEndUser(app, VISITOR).catch(() => undefined);
    await app.request.post('/api/auth/local').send({ identifier: VISITOR.email, password: 'x' });
    const { events, requests } = (await erase(
      app,
      { email: VISITOR.email },
      { reference: 'ticket 4711' }
    )) as { events: number; requests: number };
    expect(events).toBeGreaterThan(0);
    const recorded = (await eventsAfter(app, 0)).filter(
      ({ action }) => action === 'audit-log.erase'
    );
    expect(recorded.at(-1)).toMatchObject({
      line: 'audit-log.erase | code | system | audit-log',
      payload: { events, requests, reference: 'ticket 4711' },
    });
    expect(await stored(app)).not.toMatch(TRACES);
  });

  it('leaves the triggers shut behind it', async () => {
    await expect(
      app.run((strapi) => strapi.db.connection('audit_trail_events').delete())
    ).rejects.toMatchObject({ message: expect.stringContaining('append-only') });
  });

  it('is shown on the page like any event', async () => {
    const { body } = await ok(admin.get('/audit-trail/events?filters[action]=audit-log.erase'));
    expect(body.results).toHaveLength(3);
  });
});
