import { adminClient, createApiToken, ok, type Client } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';
import { endOfJournal, eventsAfter } from '../helpers/events';

const AUTHOR_CM = '/content-manager/collection-types/api::author.author';
const LEFT_OUT = '[left out: the changes show it]';

/** The details of the newest event that a request recorded. */
async function detailsAfter(app: App, admin: Client, request: () => Promise<unknown>) {
  const end = await endOfJournal(app);
  await request();
  await app.run((strapi) => strapi.plugin('audit-trail').service('recorder').flush());
  const event = (await eventsAfter(app, end)).at(-1)!;
  const { body } = await ok(admin.get(`/audit-trail/events/${event.id}`));
  return body.request as { requestBody: unknown; responseBody: unknown };
}

describe.each([
  ['by default', {}, LEFT_OUT],
  ['with requests.repeatedResponses', { requests: { repeatedResponses: true } }, 'kept'],
])('the response that repeats an entry, %s', (_, auditTrail, expected) => {
  let app: App;
  let admin: Client;
  let api: Client;
  beforeAll(async () => {
    app = await bootApp({ auditTrail });
    admin = await adminClient(app);
    api = (await createApiToken(app, admin)).client;
  });
  afterAll(() => app?.stop());

  it.each([
    ['a create in the panel', () => admin.post(AUTHOR_CM).send({ name: 'Ann' })],
    ['a create over REST', () => api.post('/api/authors').send({ data: { name: 'Ben' } })],
  ])('of %s', async (_name, request) => {
    const { requestBody, responseBody } = await detailsAfter(app, admin, () => ok(request()));
    expect(JSON.stringify(requestBody)).toMatch(/Ann|Ben/);
    if (expected === LEFT_OUT) expect(responseBody).toBe(LEFT_OUT);
    else expect(JSON.stringify(responseBody)).toMatch(/Ann|Ben/);
  });

  it('a response that says something else is kept', async () => {
    const refused = await detailsAfter(app, admin, () =>
      admin.post('/content-manager/collection-types/api::article.article').send({ title: 7 })
    );
    expect(refused.responseBody).toMatchObject({ error: { status: 400 } });
    const role = await detailsAfter(app, admin, () =>
      ok(admin.post('/admin/roles').send({ name: 'Readers', description: 'Read' }))
    );
    expect(role.responseBody).toMatchObject({ data: { name: 'Readers' } });
  });
});
