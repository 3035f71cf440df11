import { adminClient, createAdminUser, ok, type Client } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';

const UID = 'plugin::audit-trail.event';

describe('reading the journal past its own permission', () => {
  let app: App;
  let superAdmin: Client;
  let reader: Client;
  let documentId: string;

  /** A role with every right of the Content Manager on the journal, which only the API can give. */
  const roleOnJournal = async (): Promise<number> => {
    const { body } = await ok(
      superAdmin.post('/admin/roles').send({ name: 'Curious', description: '' })
    );
    await app.run(
      async (strapi, role, subject) => {
        for (const verb of ['read', 'create', 'update', 'delete']) {
          const action = `plugin::content-manager.explorer.${verb}`;
          await strapi.db
            .query('admin::permission')
            .create({ data: { action, subject, role, properties: {}, conditions: [] } });
        }
      },
      body.data.id as number,
      UID
    );
    return body.data.id;
  };

  beforeAll(async () => {
    app = await bootApp({ graphql: true });
    superAdmin = await adminClient(app);
    const role = await roleOnJournal();
    ({ client: reader } = await createAdminUser(app, superAdmin, {
      role,
      email: 'curious@example.com',
    }));
    documentId = await app.run(async (strapi) => {
      const [row] = await strapi.db.connection('audit_trail_events').select('document_id').limit(1);
      return row.document_id;
    });
  });

  afterAll(() => app?.stop());

  const paths = (): string[] => [
    `/content-manager/collection-types/${UID}`,
    `/content-manager/collection-types/${encodeURIComponent(UID)}?page=1`,
    `/content-manager/collection-types/${UID}/${documentId}`,
    `/content-manager/collection-types/${UID}/${documentId}/actions/countDraftRelations`,
    `/content-manager/collection-types/${UID}/actions/countManyEntriesDraftRelations?documentIds[0]=${documentId}`,
    `/content-manager/single-types/${UID}`,
    `/content-manager/relations/${UID}/createdBy`,
    `/content-manager/relations/${UID}/${documentId}/createdBy`,
    `/content-manager/content-types/${UID}/configuration`,
    `/content-manager/preview/url/${UID}?documentId=${documentId}`,
  ];

  it.each(['Super Admin', 'a role that was given the subject'])(
    'is refused by every route of the Content Manager to %s',
    async (who) => {
      const client = who === 'Super Admin' ? superAdmin : reader;
      const answers = await Promise.all(
        paths().map(async (path) => ({ path, status: (await client.get(path)).status }))
      );
      expect(answers).toEqual(paths().map((path) => ({ path, status: 403 })));
    }
  );

  it('is told where the journal can be read', async () => {
    const { body } = await superAdmin.get(paths()[0]!);
    expect(body.error.message).toContain('Settings > Audit Logs');
  });

  it.each([
    ['create', () => superAdmin.post(`/content-manager/collection-types/${UID}`)],
    ['update', () => superAdmin.put(`/content-manager/collection-types/${UID}/${documentId}`)],
    ['delete', () => superAdmin.delete(`/content-manager/collection-types/${UID}/${documentId}`)],
    [
      'bulk delete',
      () => superAdmin.post(`/content-manager/collection-types/${UID}/actions/bulkDelete`),
    ],
    ['generate a uid', () => superAdmin.post('/content-manager/uid/generate')],
  ])('does not become a way to write it: %s', async (_, send) => {
    const body = { action: 'forged', documentIds: [documentId], contentTypeUID: UID, data: {} };
    const { status } = await send().send(body);
    expect(status).toBe(403);
  });

  it('leaves the Content Manager open for other types', async () => {
    await ok(superAdmin.get('/content-manager/collection-types/api::article.article'));
  });

  it('finds no route of the content API', async () => {
    const statuses = await Promise.all(
      ['/api/events', '/api/audit-trail/events', '/api/audit-events'].map(
        async (path) => (await app.request.get(path)).status
      )
    );
    expect(statuses).toEqual([404, 404, 404]);
  });

  it('finds nothing of it in the GraphQL schema', async () => {
    const fields = await app.run((strapi) => {
      const schema = strapi.plugin('graphql').service('content-api').buildSchema() as {
        getTypeMap(): Record<string, unknown>;
      };
      return Object.keys(schema.getTypeMap());
    });
    expect(fields).toContain('Article');
    expect(fields.filter((name) => name.startsWith('AuditTrail'))).toEqual([]);
  });
});
