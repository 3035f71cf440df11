import { READ_PERMISSION } from '../../server/src/api/policies';
import { adminClient, clientFor, createAdminUser, ok, type Client } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';

const PERMISSION = { action: READ_PERMISSION, subject: null, properties: {}, conditions: [] };
const VIEW = { name: 'Bo at night', text: 'actor:bo -origin:cron after:7d' };

let app: App;
let ada: Client;
let reader: Client;
let stranger: Client;

const makeRole = async (name: string, permissions: object[]): Promise<number> => {
  const { body } = await ok(ada.post('/admin/roles').send({ name, description: '' }));
  await ok(ada.put(`/admin/roles/${body.data.id}/permissions`).send({ permissions }));
  return body.data.id;
};
const makeUser = async (email: string, permissions: object[]): Promise<Client> => {
  const role = await makeRole(email, permissions);
  return (await createAdminUser(app, ada, { role, email })).client;
};

beforeAll(async () => {
  app = await bootApp();
  ada = await adminClient(app);
  reader = await makeUser('reader@example.com', [PERMISSION]);
  stranger = await makeUser('stranger@example.com', []);
});
afterAll(() => app?.stop());

const save = (client: Client, view: object) => client.post('/audit-trail/views').send(view);
const names = async (client: Client) =>
  (await ok(client.get('/audit-trail/views'))).body.results.map(({ name }: typeof VIEW) => name);

describe('saved views', () => {
  it('are kept for whoever saved them, over a restart, in alphabetical order', async () => {
    await ok(save(ada, VIEW));
    await ok(save(ada, { name: 'Articles', text: 'action:entry.*' }));
    await app.restart();
    const { body } = await ok(ada.get('/audit-trail/views'));
    expect(body.results).toEqual([
      { id: expect.any(String), name: 'Articles', text: 'action:entry.*' },
      { id: expect.any(String), ...VIEW },
    ]);
  });

  it('are nobody else’s: not seen, not replaced, not removed', async () => {
    const { body } = await ok(save(reader, { ...VIEW, text: 'actor:reader' }));
    expect(await names(reader)).toEqual([VIEW.name]);
    expect((await ada.delete(`/audit-trail/views/${body.id}`)).status).toBe(404);
    expect(await names(reader)).toEqual([VIEW.name]);
    expect((await ok(ada.get('/audit-trail/views'))).body.results[1].text).toBe(VIEW.text);
  });

  it('are replaced by one of the same name', async () => {
    await ok(save(reader, { ...VIEW, text: 'outcome:failure' }));
    const { body } = await ok(reader.get('/audit-trail/views'));
    expect(body.results).toEqual([
      { id: expect.any(String), name: VIEW.name, text: 'outcome:failure' },
    ]);
  });

  it('are removed', async () => {
    const { body } = await ok(save(reader, { name: 'Short', text: 'anna' }));
    expect((await reader.delete(`/audit-trail/views/${body.id}`)).status).toBe(204);
    expect(await names(reader)).toEqual([VIEW.name]);
  });

  it.each([
    [{ name: '', text: 'anna' }, 'name'],
    [{ name: 'x'.repeat(81), text: 'anna' }, 'name'],
    [{ name: 'a\u0000b', text: 'anna' }, 'name'],
    [{ name: 'A', text: '' }, 'text'],
    [{ name: 'A', text: 'outcome:fail' }, 'text'],
    [{ name: 'A', text: ['anna'] }, 'text'],
    [{}, 'name'],
  ])('refuse %j and name the parameter', async (view, parameter) => {
    const { status, body } = await save(reader, view);
    expect([status, body.error.details.parameter]).toEqual([400, parameter]);
  });

  it.each([
    [{ name: 'A', text: 'tag:token:tulip' }, 'text'],
    [{ name: 'A', text: 'anna "password: tulip7"' }, 'text'],
    [{ name: 'A', text: '"/join?apiKey=tulip"' }, 'text'],
    [{ name: 'api-key=tulip', text: 'anna' }, 'name'],
  ])('refuse what the log would hide, and say so: %j', async (view, parameter) => {
    const { status, body } = await save(reader, view);
    expect([status, body.error.details.parameter]).toEqual([400, parameter]);
    expect(body.error.message).toMatch(new RegExp(`^${parameter} holds what looks like a secret`));
    expect(JSON.stringify(body)).not.toContain('tulip');
    const views = await app.run((strapi) => strapi.db.connection('audit_trail_views').select());
    expect(JSON.stringify(views)).not.toContain('tulip');
  });

  it.each([
    'action:api-token.create type:admin::api-token actor-type:api-token',
    'field:password -field:apiToken after:7d',
    'entry:z7v8zma3nfo1x0c2b4n6m8k0 ip:203.0.113.0/24',
    '"0190a000-0000-7000-8000-000000000001" tag:order:7',
  ])('keep %s', async (text) => {
    expect((await ok(save(reader, { name: 'View', text }))).body.text).toBe(text);
  });

  it('are at most 50', async () => {
    const free = 50 - (await names(reader)).length;
    for (let i = 0; i < free; i += 1) await ok(save(reader, { name: `View ${i}`, text: 'anna' }));
    expect((await save(reader, { name: 'One more', text: 'anna' })).status).toBe(400);
    await ok(save(reader, { name: 'View 1', text: 'berg' }));
  });

  it('ask for a session and the permission', async () => {
    const id = '0190a000-0000-7000-8000-000000000001';
    for (const [client, status] of [
      [stranger, 403],
      [clientFor(app, 'nonsense'), 401],
    ] as const) {
      const answers = await Promise.all([
        client.get('/audit-trail/views'),
        save(client, VIEW),
        client.delete(`/audit-trail/views/${id}`),
      ]);
      expect(answers.map((answer) => answer.status)).toEqual([status, status, status]);
    }
  });
});
