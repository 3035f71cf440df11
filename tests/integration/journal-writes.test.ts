import type { Core } from '@strapi/types';
import { adminClient, createApiToken } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';

const UID = 'plugin::audit-trail.event';

interface Planted {
  id: number;
  documentId: string;
}
type Write = (strapi: Core.Strapi, uid: string, row: Planted) => Promise<unknown>;

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

  /** Each writes in one way; sent to the application as source. */
  const query: Record<string, Write> = {
    create: (strapi, uid) => strapi.db.query(uid).create({ data: { action: 'forged' } }),
    createMany: (strapi, uid) => strapi.db.query(uid).createMany({ data: [{ action: 'forged' }] }),
    update: (strapi, uid, { id }) =>
      strapi.db.query(uid).update({ where: { id }, data: { action: 'forged' } }),
    'update of a missing row': (strapi, uid) =>
      strapi.db.query(uid).update({ where: { id: -1 }, data: { action: 'forged' } }),
    updateMany: (strapi, uid) =>
      strapi.db.query(uid).updateMany({ where: {}, data: { action: 'forged' } }),
    delete: (strapi, uid, { id }) => strapi.db.query(uid).delete({ where: { id } }),
    deleteMany: (strapi, uid) => strapi.db.query(uid).deleteMany({}),
    'entityManager create': (strapi, uid) =>
      strapi.db.entityManager.create(uid, { data: { action: 'forged' } }),
    'entityManager updateMany': (strapi, uid) =>
      strapi.db.entityManager.updateMany(uid, { where: {}, data: { action: 'forged' } }),
    'entityManager deleteMany': (strapi, uid) => strapi.db.entityManager.deleteMany(uid, {}),
    'in a transaction': (strapi, uid) =>
      strapi.db.transaction(() => strapi.db.query(uid).deleteMany({})),
  };
  const documents: Record<string, Write> = {
    create: (strapi, uid) =>
      strapi.documents(uid as never).create({ data: { action: 'forged' } as never }),
    update: (strapi, uid, { documentId }) =>
      strapi.documents(uid as never).update({ documentId, data: { action: 'forged' } as never }),
    delete: (strapi, uid, { documentId }) => strapi.documents(uid as never).delete({ documentId }),
  };
  const entityService: Record<string, Write> = {
    delete: (strapi, uid, { id }) => strapi.entityService!.delete(uid as never, id),
  };

  it.each([
    ...Object.entries(query).map(([name, write]) => [`strapi.db.query ${name}`, write] as const),
    ...Object.entries(documents).map(([name, write]) => [`documents ${name}`, write] as const),
    ...Object.entries(entityService).map(
      ([name, write]) => [`entityService ${name}`, write] as const
    ),
  ])('is refused: %s', async (_, write) => {
    const before = await journal();
    await expect(app.run(write, UID, { id, documentId })).rejects.toMatchObject(REFUSED);
    expect(await journal()).toEqual(before);
  });

  /** The parts of a query builder's life, any of which may be the way around the guard. */
  const BUILDERS = {
    queryBuilder: 'strapi.db.queryBuilder(uid)',
    createQueryBuilder: 'strapi.db.entityManager.createQueryBuilder(uid)',
  };
  const COPIES = {
    itself: 'qb',
    'a clone': 'qb.clone()',
    "a clone's clone": 'qb.clone().clone()',
    'one after init': 'qb.init({ where: { id: { $gt: 0 } } })',
    'a clone after init': 'qb.init({}).clone()',
  };
  const STATEMENTS = {
    insert: "qb.insert({ documentId: 'forged', action: 'forged' })",
    'insert of many': "qb.insert([{ action: 'forged' }, { action: 'forged' }])",
    upsert: "qb.insert({ id, action: 'forged' }).onConflict('id').merge(['action'])",
    'insert or ignore': "qb.insert({ action: 'forged' }).onConflict('id').ignore()",
    update: "qb.update({ action: 'forged' })",
    'update of one': "qb.where({ id }).update({ action: 'forged' })",
    increment: "qb.increment('count')",
    decrement: "qb.decrement('count', 2)",
    delete: 'qb.delete()',
    'delete of one': 'qb.where({ id }).delete()',
    truncate: "(qb.state.type = 'truncate', qb)",
    'a type set by hand': "(qb.select('*'), qb.state.type = 'delete', qb)",
  };
  const RUNS = {
    execute: 'qb.execute()',
    'execute of a clone': 'qb.clone().execute()',
    'its knex query': 'qb.getKnexQuery()',
    "a clone's knex query": 'qb.clone().getKnexQuery()',
    'its sub-query': 'qb.runSubQuery()',
    'a transaction': 'strapi.db.transaction(({ trx }) => qb.transacting(trx).execute())',
  };
  const ways = Object.entries(BUILDERS).flatMap(([builder, made]) =>
    Object.entries(COPIES).flatMap(([copy, copied]) =>
      Object.entries(STATEMENTS).flatMap(([statement, stated]) =>
        Object.entries(RUNS).map(([run, ran]) => ({
          name: `${builder}, ${copy}: ${statement} by ${run}`,
          steps: [made, copied, stated, ran],
        }))
      )
    )
  );

  it(`is refused by every builder: ${ways.length} ways`, async () => {
    const before = await journal();
    const outcomes = await app.run(
      async (strapi, uid, row, programs) => {
        const answers: [string, string, string][] = [];
        for (const { name, steps } of programs) {
          const step = (source: string) =>
            new Function('strapi', 'uid', 'id', 'qb', `return ${source}`);
          try {
            let qb: unknown;
            for (const source of steps) qb = step(source)(strapi, uid, row.id, qb);
            await qb;
            answers.push([name, 'accepted', '']);
          } catch (error) {
            answers.push([name, (error as Error).name, (error as Error).message]);
          }
        }
        return answers;
      },
      UID,
      { id },
      ways
    );
    const refused = ([, error, message]: [string, string, string]) =>
      error === 'PolicyError' && /is append-only and refuses/.test(message);
    expect(outcomes.filter((outcome) => !refused(outcome))).toEqual([]);
    expect(await journal()).toEqual(before);
  });

  it('is not in the way of reading', async () => {
    const found = await app.run((strapi, uid) => strapi.db.query(uid).findMany(), UID);
    expect(found.map((row) => row.documentId)).toContain(documentId);
  });

  it('is not reached by a populate, though somebody linked an event to a file', async () => {
    await app.run(
      async (strapi, uid, eventId) => {
        const file = await strapi.db
          .query('plugin::upload.file')
          .create({
            data: {
              name: 'a.txt',
              hash: 'a',
              mime: 'text/plain',
              size: 1,
              url: '/a.txt',
              provider: 'local',
            },
          });
        await strapi.db
          .connection('files_related_mph')
          .insert({
            file_id: file.id,
            related_id: eventId,
            related_type: uid,
            field: 'seen',
            order: 1,
          });
      },
      ...([UID, id] as [string, number])
    );
    const populated = await app.run((strapi) =>
      strapi.db.query('plugin::upload.file').findMany({ populate: { related: true } })
    );
    expect(populated.map(({ related }) => related)).toEqual([[]]);
    const { client } = await createApiToken(app, await adminClient(app));
    for (const populate of ['populate=*', 'populate[related]=*', 'populate[related][populate]=*']) {
      const { status, text } = await client.get(`/api/upload/files?${populate}`);
      expect([populate, status < 500, text.includes('test.first')]).toEqual([
        populate,
        true,
        false,
      ]);
    }
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
    const remove = query.deleteMany!;
    await expect(app.run(remove, UID, { id, documentId })).rejects.toMatchObject(REFUSED);
  });

  it('is refused where lifecycles are off and no transfer runs', async () => {
    await app.run((strapi) => strapi.db.lifecycles.disable());
    const remove = query.deleteMany!;
    await expect(app.run(remove, UID, { id, documentId })).rejects.toMatchObject(REFUSED);
    await app.run((strapi) => strapi.db.lifecycles.enable());
  });
});
