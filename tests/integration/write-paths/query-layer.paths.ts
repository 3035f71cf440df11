import { draft } from './article';
import { writePath, type WritePath } from './path';
import { defaultDatabase } from '../../helpers/app/databases';

const ARTICLE = 'api::article.article';
const AUTHOR = 'api::author.author';

/** The ways to write relations without their row, each with the transaction that Strapi asks for. */
const RELATION_CALLS: Record<string, { linked: boolean; fields: string[] }> = {
  attachRelations: { linked: false, fields: ['author', 'related'] },
  updateRelations: { linked: true, fields: ['author', 'related'] },
  deleteRelations: { linked: true, fields: ['author', 'related'] },
};

const relationPaths = Object.entries(RELATION_CALLS).flatMap(([method, { linked, fields }]) =>
  ['strapi.db.query', 'strapi.db.entityManager'].map((by) =>
    writePath({
      path: `${by} in code: ${method} alone`,
      arrange: async (world) => {
        const article = await draft(world);
        const other = await draft(world);
        const ids = await world.app.run(
          async ({ db }, documentId, otherId, isLinked) => {
            const articles = db.query('api::article.article');
            const { id } = await articles.findOne({ where: { documentId } });
            const { id: related } = await articles.findOne({ where: { documentId: otherId } });
            const authors = db.query('api::author.author');
            const [first, second] = await Promise.all(
              ['First', 'Second'].map((name) => authors.create({ data: { name } }))
            );
            if (isLinked) {
              await articles.update({ where: { id }, data: { author: first.id, related } });
            }
            return { id, author: second.id, related: isLinked ? [] : [related] };
          },
          article.id,
          other.id,
          linked
        );
        return { ...ids, title: article.title };
      },
      act: ({ app }, { id, author, related }) =>
        app.run(
          async ({ db }, name, isManager, row, data) => {
            const uid = 'api::article.article';
            const { entityManager } = db as unknown as {
              entityManager: Record<string, (...given: unknown[]) => Promise<unknown>>;
            };
            const repository = db.query(uid) as unknown as typeof entityManager;
            const given = name === 'deleteRelations' ? [row] : [row, data];
            // What Strapi leaves to the caller: without a transaction it refuses.
            await db.transaction(async ({ trx }) => {
              if (!isManager && name !== 'deleteRelations') return repository[name]!(...given);
              return entityManager[name]!(uid, ...given, { transaction: trx });
            });
          },
          method,
          by === 'strapi.db.entityManager',
          id,
          { author, related }
        ),
      // With foreign keys Strapi leaves the links of a row that goes to the database, and does nothing.
      events: ({ title }) =>
        method === 'deleteRelations' && defaultDatabase() !== 'sqlite'
          ? []
          : [`entry.update | code | system | ${ARTICLE} en draft "${title}"`],
      changes: [fields],
    })
  )
);

interface Upsert {
  path: string;
  rows: { name: string; bio: string }[];
  how: 'merge' | 'ignore';
  events: string[];
  detail?: unknown[];
}

const text = (path: string, before: unknown, after: unknown) => ({
  path,
  kind: 'text',
  before,
  after,
});

/** `present` stands for the row that is there, which has the name Present and the bio Old. */
const UPSERTS: Upsert[] = [
  {
    path: 'over a row that is there',
    rows: [{ name: 'Present', bio: 'New' }],
    how: 'merge',
    events: [`entry.update | code | system | ${AUTHOR} "Present"`],
    detail: [text('bio', 'Old', 'New')],
  },
  {
    path: 'over a row that is the same',
    rows: [{ name: 'Present', bio: 'Old' }],
    how: 'merge',
    events: [],
  },
  {
    path: 'over a row that is there, and of one that is new',
    rows: [
      { name: 'Present', bio: 'Newer' },
      { name: 'Absent', bio: 'First' },
    ],
    how: 'merge',
    events: [
      `entry.create | code | system | ${AUTHOR} "Absent"`,
      `entry.update | code | system | ${AUTHOR} "Present"`,
    ],
  },
  {
    path: 'of nothing but a new row',
    rows: [{ name: 'Absent', bio: 'First' }],
    how: 'merge',
    events: [`entry.create | code | system | ${AUTHOR} "Absent"`],
  },
  {
    path: 'that leaves the row that is there alone',
    rows: [
      { name: 'Present', bio: 'Newest' },
      { name: 'Absent', bio: 'First' },
    ],
    how: 'ignore',
    events: [`entry.create | code | system | ${AUTHOR} "Absent"`],
  },
];

let nextId = 700_000;

const upsertPaths = UPSERTS.map(({ path, rows, how, events, detail }) =>
  writePath({
    path: `strapi.db.queryBuilder in code: an upsert ${path}`,
    arrange: async ({ app }) => {
      nextId += 10;
      await app.run(
        ({ db }, id) =>
          db.query('api::author.author').create({ data: { id, name: 'Present', bio: 'Old' } }),
        nextId
      );
      return { id: nextId };
    },
    act: ({ app }, { id }) =>
      app.run(
        ({ db }, data, isMerge) => {
          const query = db.queryBuilder('api::author.author').insert(data).onConflict('id') as {
            merge(columns: string[]): { execute(): Promise<unknown> };
            ignore(): { execute(): Promise<unknown> };
          };
          return (isMerge ? query.merge(['name', 'bio']) : query.ignore()).execute();
        },
        rows.map((row) => ({ ...row, id: row.name === 'Present' ? id : id + 1 })),
        how === 'merge'
      ),
    events: () => events,
    inAnyOrder: true,
    ...(detail && { detail: () => detail }),
  })
);

/** Conditions on other tables, for which Strapi writes a statement around a query. */
const JOINED: Record<string, (name: string) => object> = {
  'a relation': (name) => ({ author: { name } }),
  'a component': (name) => ({ links: { label: name } }),
  'a relation, or': (name) => ({ $or: [{ author: { name } }, { title: 'nobody has it' }] }),
};

const joinedPaths = Object.entries(JOINED).flatMap(([what, where]) =>
  ['deleteMany', 'queryBuilder', 'deleteMany in a transaction'].map((by) =>
    writePath({
      path: `strapi.db in code: ${by}, by ${what}`,
      arrange: async (world) => {
        const name = world.unique('Owner');
        const { id, title } = await draft(world, { links: [{ label: name }] });
        await world.app.run(
          async ({ db }, documentId, owner) => {
            const author = await db.query('api::author.author').create({ data: { name: owner } });
            await db
              .query('api::article.article')
              .update({ where: { documentId }, data: { author: author.id } });
          },
          id,
          name
        );
        return { title, where: where(name) };
      },
      act: ({ app }, { where: condition }) =>
        app.run(
          async ({ db }, way, conditions) => {
            const uid = 'api::article.article';
            const remove = () => db.query(uid).deleteMany({ where: conditions });
            if (way === 'deleteMany') await remove();
            else if (way === 'queryBuilder') {
              await db.queryBuilder(uid).where(conditions).delete().execute();
            } else await db.transaction(remove);
          },
          by,
          condition
        ),
      events: ({ title }) => [`entry.delete | code | system | ${ARTICLE} en draft "${title}"`],
    })
  )
);

/** What Strapi's query layer writes by methods that few know. */
export const queryLayerPaths: WritePath[] = [...relationPaths, ...upsertPaths, ...joinedPaths];
