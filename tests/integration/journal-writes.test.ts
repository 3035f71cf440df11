import { bootApp, type App } from '../helpers/boot-app';

const UID = 'plugin::audit-trail.event';

const REFUSED = {
  name: 'PolicyError',
  message: expect.stringMatching(/is append-only and refuses .*retention\.days/),
};

describe('a write on the journal through Strapi', () => {
  let app: App;
  let documentId: string;
  let id: number;

  const journal = () =>
    app.run(async (strapi) => {
      // What the transfer itself leaves is not the matter here.
      const rows = await strapi.db
        .connection('audit_trail_events')
        .whereNot('action', 'like', 'transfer.%')
        .orderBy('id');
      return rows.map((row: object) => JSON.stringify(row));
    });

  beforeAll(async () => {
    app = await bootApp();
    await app.run((strapi) =>
      strapi.plugin('audit-trail').service('recorder').record({ action: 'test.first' })
    );
    const row = await app.run((strapi) =>
      strapi.db.connection('audit_trail_events').where('action', 'test.first').first()
    );
    documentId = row.document_id;
    id = row.id;
  });

  afterAll(() => app?.stop());

  const query = {
    create: () =>
      app.run((strapi, uid) => strapi.db.query(uid).create({ data: { action: 'forged' } }), UID),
    createMany: () =>
      app.run((strapi, uid) => strapi.db.query(uid).createMany({ data: [{ action: 'x' }] }), UID),
    update: () =>
      app.run(
        (strapi, uid, where) => strapi.db.query(uid).update({ where, data: { action: 'forged' } }),
        UID,
        { id }
      ),
    'update of a missing row': () =>
      app.run(
        (strapi, uid) => strapi.db.query(uid).update({ where: { id: -1 }, data: { action: 'x' } }),
        UID
      ),
    updateMany: () =>
      app.run(
        (strapi, uid) => strapi.db.query(uid).updateMany({ where: {}, data: { action: 'x' } }),
        UID
      ),
    delete: () =>
      app.run((strapi, uid, where) => strapi.db.query(uid).delete({ where }), UID, { id }),
    deleteMany: () => app.run((strapi, uid) => strapi.db.query(uid).deleteMany({}), UID),
  };
  const builder = {
    insert: () =>
      app.run(
        (strapi, uid) => strapi.db.queryBuilder(uid).insert({ action: 'forged' }).execute(),
        UID
      ),
    update: () =>
      app.run(
        (strapi, uid) => strapi.db.queryBuilder(uid).update({ action: 'forged' }).execute(),
        UID
      ),
    delete: () => app.run((strapi, uid) => strapi.db.queryBuilder(uid).delete().execute(), UID),
  };
  const documents = {
    create: () =>
      app.run(
        (strapi, uid) => strapi.documents(uid as never).create({ data: { action: 'x' } as never }),
        UID
      ),
    update: () =>
      app.run(
        (strapi, uid, one) =>
          strapi
            .documents(uid as never)
            .update({ documentId: one, data: { action: 'forged' } as never }),
        UID,
        documentId
      ),
    delete: () =>
      app.run(
        (strapi, uid, one) => strapi.documents(uid as never).delete({ documentId: one }),
        UID,
        documentId
      ),
  };
  const entityService = {
    delete: () =>
      app.run((strapi, uid, one) => strapi.entityService!.delete(uid as never, one), UID, id),
  };

  it.each([
    ...Object.entries(query).map(([name, write]) => [`strapi.db.query ${name}`, write] as const),
    ...Object.entries(builder).map(([name, write]) => [`queryBuilder ${name}`, write] as const),
    ...Object.entries(documents).map(([name, write]) => [`documents ${name}`, write] as const),
    ...Object.entries(entityService).map(
      ([name, write]) => [`entityService ${name}`, write] as const
    ),
  ])('is refused: %s', async (_, write) => {
    const before = await journal();
    await expect(write()).rejects.toMatchObject(REFUSED);
    expect(await journal()).toEqual(before);
  });

  it('is not in the way of reading', async () => {
    const found = await app.run((strapi, uid) => strapi.db.query(uid).findMany(), UID);
    expect(found.map((row) => row.documentId)).toContain(documentId);
  });

  it('touches no row and fails nothing while a transfer runs', async () => {
    const before = await journal();
    const answers = await app.run(async (strapi, uid) => {
      const { db } = strapi;
      const require = process
        .getBuiltinModule('module')
        .createRequire(`${strapi.dirs.app.root}/package.json`);
      const { createLocalStrapiDestinationProvider } =
        require('@strapi/data-transfer').strapi.providers;
      const destination = createLocalStrapiDestinationProvider({
        ...{ strategy: 'restore', restore: {}, autoDestroy: false, getStrapi: () => strapi },
      });
      await destination.bootstrap();
      try {
        return await destination.transaction.attach(async () => ({
          created: await db.query(uid).create({ data: { action: 'foreign' } }),
          createdMany: await db.query(uid).createMany({ data: [{ action: 'foreign' }] }),
          updated: await db.query(uid).updateMany({ where: {}, data: { action: 'foreign' } }),
          deleted: await db.query(uid).deleteMany({}),
          inserted: await db.queryBuilder(uid).insert({ action: 'foreign' }).execute(),
          removed: await db.queryBuilder(uid).delete().execute(),
        }));
      } finally {
        await destination.close();
      }
    }, UID);
    expect(answers).toEqual({
      created: { id: 0 },
      createdMany: { count: 0, ids: [] },
      updated: { count: 0 },
      deleted: { count: 0 },
      inserted: [],
      removed: 0,
    });
    expect(await journal()).toEqual(before);
  });

  it('is refused again when the transfer has ended', async () => {
    await expect(query.deleteMany()).rejects.toMatchObject(REFUSED);
  });

  it('is refused where lifecycles are off and no transfer runs', async () => {
    await app.run((strapi) => strapi.db.lifecycles.disable());
    await expect(query.deleteMany()).rejects.toMatchObject(REFUSED);
    await app.run((strapi) => strapi.db.lifecycles.enable());
  });
});
