import { adminClient, createApiToken, ok, type Client } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';
import { endOfJournal, eventsAfter } from '../helpers/events';
import { statementsOfASave } from '../helpers/statements-of-a-save';

interface People {
  app: App;
  admin: Client;
  token: Client;
}

/** The actions that the journal gains under these rules. */
async function recordedUnder(
  record: object,
  act: (people: People) => Promise<unknown>
): Promise<string[]> {
  const app: App = await bootApp({ auditTrail: { record } });
  try {
    const admin = await adminClient(app);
    const { client: token } = await createApiToken(app, admin);
    const place = await endOfJournal(app);
    await act({ app, admin, token });
    return (await eventsAfter(app, place)).map(({ action }) => action);
  } finally {
    await app.stop();
  }
}

async function writeBoth({ admin, token }: People): Promise<void> {
  await ok(token.post('/api/authors').send({ data: { name: 'Kim' } }));
  await ok(admin.post('/admin/roles').send({ name: 'Made', description: '' }));
}

describe('what the configuration leaves out', () => {
  it.each<[string, object, string[]]>([
    ['content types', { exclude: { contentTypes: ['api::*'] } }, ['role.create']],
    ['actions', { exclude: { actions: ['role.*'] } }, ['entry.create']],
    ['origins', { exclude: { origins: ['content-api'] } }, ['role.create']],
    ['actors', { exclude: { actors: ['admin-user'] } }, ['entry.create']],
    ['everything that is not named', { include: { actions: ['entry.*'] } }, ['entry.create']],
  ])('by %s is not recorded, and nothing else is missing', async (_, record, actions) => {
    expect(await recordedUnder(record, writeBoth)).toEqual(actions);
  });

  it('by roles keeps who was given a role, also from the role', async () => {
    const write = ({ app }: People) =>
      app.run(async (strapi) => {
        const [role, user] = [strapi.db.query('admin::role'), strapi.db.query('admin::user')];
        const { id } = (await user.create({ data: { email: 'kim@example.com' } })) as {
          id: number;
        };
        const where = { code: 'strapi-author' };
        await role.update({ where, data: { name: 'Author', users: { connect: [id] } } });
      });
    const told = await recordedUnder({ exclude: { actions: ['role.*'] } }, write);
    expect(told).toEqual(['user.create', 'user.update']);
  });

  it('is not even read: a save costs no statement more than without the plugin', async () => {
    const app = await bootApp({ auditTrail: { record: { exclude: { actions: ['entry.*'] } } } });
    try {
      const excluded: number[] = [await statementsOfASave(app, ['title', 'author'])];
      for (const exclude of [
        { contentTypes: ['api::*'] },
        { origins: ['code'] },
        { actors: ['system'] },
      ]) {
        await app.restart({ auditTrail: { record: { exclude } } });
        excluded.push(await statementsOfASave(app, ['title', 'author']));
      }
      await app.restart({ plugin: false });
      const bare = await statementsOfASave(app, ['title', 'author']);
      expect(excluded).toEqual([bare, bare, bare, bare]);
    } finally {
      await app.stop();
    }
  });

  it('by its actor keeps the sign-ins of those who are not known before', async () => {
    const signIn = ({ app }: People) => adminClient(app);
    const actions = await recordedUnder({ exclude: { actors: ['anonymous'] } }, signIn);
    expect(actions).toEqual(['admin.auth.success']);
  });

  it('among the facts leaves the sum of them', async () => {
    const exclude = { actions: ['permission.create', 'permission.delete'] };
    const actions = await recordedUnder({ exclude }, async ({ admin }) => {
      const role = await ok(admin.post('/admin/roles').send({ name: 'Made', description: '' }));
      const permissions = [{ action: 'plugin::upload.read', properties: {}, conditions: [] }];
      await ok(admin.put(`/admin/roles/${role.body.data.id}/permissions`).send({ permissions }));
    });
    expect(actions).toEqual(['role.create', 'permission.update']);
  });

  it('is not told under another name: a failed sign-in is no refused request', async () => {
    const exclude = { actions: ['admin.auth.*'] };
    const actions = await recordedUnder({ exclude }, async ({ app }) => {
      const wrong = { email: 'nobody@example.com', password: 'Wrong-1234' };
      await app.request.post('/admin/login').send(wrong).expect(400);
    });
    expect(actions).toEqual([]);
  });

  it('leaves no request either', async () => {
    const app = await bootApp({ auditTrail: { record: { exclude: { actions: ['role.*'] } } } });
    try {
      const admin = await adminClient(app);
      const requests = () =>
        app.run(async (strapi) => {
          await strapi.plugin('audit-trail').service('recorder').flush();
          return strapi.db.connection('audit_trail_requests').where('path', '/admin/roles');
        });
      await ok(admin.post('/admin/roles').send({ name: 'Made', description: '' }));
      expect(await requests()).toEqual([]);
    } finally {
      await app.stop();
    }
  });
});
