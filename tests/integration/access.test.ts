import { EXPORT_PERMISSION, READ_PERMISSION } from '../../server/src/api/policies';
import { routes } from '../../server/src/api/routes';
import {
  clientFor,
  createAdminUser,
  createApiToken,
  createEndUser,
  login,
  ok,
  type Client,
} from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';

/** Saved views, which alone can be written, have a suite of their own. */
const READS = routes.admin.routes.filter(({ method }) => method === 'GET');
const EXPORT = '/export';

const permission = (action: string) => ({ action, subject: null, properties: {}, conditions: [] });
const PERMISSION = permission(READ_PERMISSION);
const ALL = [PERMISSION, permission(EXPORT_PERMISSION)];

let app: App;
let admin: Client;
let eventId: string;

beforeAll(async () => {
  app = await bootApp();
  admin = await login(app);
  await ok(admin.post('/admin/roles').send({ name: 'Something to list', description: '' }));
  const { body } = await ok(admin.get('/audit-trail/events?pageSize=1'));
  eventId = body.results[0].id;
});
afterAll(() => app?.stop());

/** What each route answers to this caller. */
async function statuses(client: Pick<Client, 'get'>): Promise<Record<string, number>> {
  const answers: Record<string, number> = {};
  for (const { path } of READS) {
    const place = path
      .replace(':id', eventId)
      .replace('/news', '/news?after=0')
      .replace(EXPORT, `${EXPORT}?format=csv`)
      .replace(/^\/values$/, '/values?key=type');
    answers[path] = (await client.get(`/audit-trail${place}`)).status;
  }
  return answers;
}

const everywhere = (status: number) => Object.fromEntries(READS.map(({ path }) => [path, status]));
const allButExport = (status: number) => ({ ...everywhere(status), [EXPORT]: 403 });

async function makeRole(name: string, permissions: object[]): Promise<number> {
  const { body } = await ok(admin.post('/admin/roles').send({ name, description: '' }));
  await ok(admin.put(`/admin/roles/${body.data.id}/permissions`).send({ permissions }));
  return body.data.id;
}

async function makeAdminToken(name: string, adminPermissions: object[]): Promise<Client> {
  const { body } = await ok(
    admin
      .post('/admin/admin-tokens')
      .send({ name, description: '', lifespan: null, adminPermissions })
  );
  return clientFor(app, body.data.accessKey);
}

describe('every route of the log', () => {
  it('lets a Super Admin in', async () => {
    expect(await statuses(admin)).toEqual(everywhere(200));
  });

  it('answers 401 without a session', async () => {
    expect(await statuses(app.request)).toEqual(everywhere(401));
  });

  it('answers 401 to a token of no kind', async () => {
    expect(await statuses(clientFor(app, 'not-a-token'))).toEqual(everywhere(401));
  });

  it('answers 401 to a content API token with full access', async () => {
    const { client } = await createApiToken(app, admin, { type: 'full-access' });
    expect((await client.get('/api/authors')).status).toBe(200);
    expect(await statuses(client)).toEqual(everywhere(401));
  });

  it('answers 401 to a transfer token', async () => {
    const { body } = await ok(
      admin
        .post('/admin/transfer/tokens')
        .send({ name: 'Mover', description: '', permissions: ['push', 'pull'], lifespan: null })
    );
    expect(body.data.accessKey).toEqual(expect.any(String));
    expect(await statuses(clientFor(app, body.data.accessKey))).toEqual(everywhere(401));
  });

  it('answers 401 to an end user', async () => {
    const { client } = await createEndUser(app);
    expect((await client.get('/api/users/me')).status).not.toBe(401);
    expect(await statuses(client)).toEqual(everywhere(401));
  });

  it('answers 401 to a session that was signed out', async () => {
    const role = await makeRole('Signs out', ALL);
    const { client } = await createAdminUser(app, admin, { role, email: 'out@example.com' });
    expect(await statuses(client)).toEqual(everywhere(200));
    await ok(client.post('/admin/logout'));
    expect(await statuses(client)).toEqual(everywhere(401));
  });

  it.each(['strapi-editor', 'strapi-author'])('answers 403 to an %s', async (role) => {
    const { client } = await createAdminUser(app, admin, { role, email: `${role}@example.com` });
    expect(await statuses(client)).toEqual(everywhere(403));
  });

  it('opens and closes with the permission of the role', async () => {
    const role = await makeRole('Auditor', ALL);
    const { client } = await createAdminUser(app, admin, { role, email: 'auditor@example.com' });
    expect(await statuses(client)).toEqual(everywhere(200));
    await ok(admin.put(`/admin/roles/${role}/permissions`).send({ permissions: [] }));
    expect(await statuses(client)).toEqual(everywhere(403));
  });

  it('but the export opens with the permission to read', async () => {
    const role = await makeRole('Reader', [PERMISSION]);
    const { client } = await createAdminUser(app, admin, { role, email: 'reading@example.com' });
    expect(await statuses(client)).toEqual(allButExport(200));
  });

  it('stays closed to whoever may export but not read, the export too', async () => {
    const role = await makeRole('Exporter', [permission(EXPORT_PERMISSION)]);
    const { client } = await createAdminUser(app, admin, { role, email: 'export@example.com' });
    expect(await statuses(client)).toEqual(everywhere(403));
  });

  it('lets an admin token in that holds the permissions', async () => {
    expect(await statuses(await makeAdminToken('All', ALL))).toEqual(everywhere(200));
    const reader = await makeAdminToken('Reader', [PERMISSION]);
    expect(await statuses(reader)).toEqual(allButExport(200));
  });

  it('answers 403 to an admin token without it, though its owner holds it', async () => {
    const permissions = [{ ...PERMISSION, action: 'admin::roles.read' }];
    expect(await statuses(await makeAdminToken('Other', permissions))).toEqual(everywhere(403));
  });
});

describe('the log', () => {
  it.each(['post', 'put', 'patch', 'delete'] as const)(
    'has no route that answers to %s',
    async (method) => {
      for (const path of ['/events', `/events/${eventId}`, '/actors', '/actions', '/health']) {
        const { status } = await admin[method](`/audit-trail${path}`);
        expect([path, [404, 405].includes(status)]).toEqual([path, true]);
      }
      expect((await admin.get(`/audit-trail/events/${eventId}`)).status).toBe(200);
    }
  );

  it('is not there for the content API', async () => {
    const { client } = await createApiToken(app, admin, { name: 'Second', type: 'full-access' });
    for (const path of ['events', 'audit-trail/events', 'audit-trail-events']) {
      expect((await client.get(`/api/${path}`)).status).toBe(404);
    }
  });
});

describe.each([
  [READ_PERMISSION, 'Read the audit logs'],
  [EXPORT_PERMISSION, 'Export the audit logs'],
])('the permission %s', (wanted, displayName) => {
  it('can be granted in Settings > Roles', async () => {
    const { body } = await ok(admin.get('/admin/permissions'));
    expect(body.data.sections.settings).toContainEqual(
      expect.objectContaining({ action: wanted, category: 'audit logs', displayName })
    );
  });

  it('belongs to the Super Admin alone by default', async () => {
    const roles = await app.run(async (strapi, action) => {
      const held = await strapi.db
        .query('admin::permission')
        .findMany({ where: { action, role: { $not: null } }, populate: ['role'] });
      return held.map((permission: { role: { code: string } }) => permission.role.code);
    }, wanted);
    expect(roles.filter((code) => code.startsWith('strapi-'))).toEqual(['strapi-super-admin']);
  });
});
