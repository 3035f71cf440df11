import { bootApp, type App } from '../helpers/boot-app';
import { defaultDatabase } from '../helpers/app/databases';
import { recordedBy } from '../helpers/events';

/** Each writes in its own way. `id` is an author, `documentId` a published article. */
const WRITES = [
  'create',
  'update',
  'delete',
  'updateMany',
  'deleteMany',
  'bulk',
  'own',
  'publish',
  'unpublish',
  'discard',
  'clone',
  'link',
  'role',
  'replace',
  'plain',
  'rich',
] as const;
type Write = (typeof WRITES)[number];

/** How the savepoint is made, and how it ends. */
type Savepoint = 'none' | 'knex undone' | 'knex kept' | 'raw undone' | 'raw kept';

interface Program {
  outer: Write[];
  inner: Write[];
  later: Write[];
  savepoint: Savepoint;
}

describe(`savepoints on ${defaultDatabase()}`, () => {
  let app: App;

  beforeAll(async () => {
    app = await bootApp({ database: defaultDatabase() });
    await app.run((strapi) =>
      strapi.db
        .query('api::author.author')
        .createMany({ data: Array.from({ length: 1_001 }, () => ({ name: 'Many' })) })
    );
  });
  afterAll(() => app?.stop());

  /** The lines of the events of a program, and what the rows are afterwards. */
  async function tell(program: Program): Promise<string[]> {
    const given = await app.run(async (strapi) => {
      const authors: number[] = [];
      for (const name of ['Kept', 'Three', 'Three', 'Three']) {
        const row = await strapi.db.query('api::author.author').create({ data: { name } });
        authors.push(Number(row.id));
      }
      const article = await strapi
        .documents('api::article.article')
        .create({ data: { title: 'Live' } as never, status: 'published' });
      const role = await strapi.db
        .query('admin::role')
        .create({ data: { name: `Role ${authors[0]}`, code: `role-${authors[0]}` } });
      return { authors, documentId: article.documentId, role: Number(role.id) };
    });
    const act = () =>
      app.run(
        async (strapi, { outer, inner, later, savepoint }, { authors, documentId, role }) => {
          const author = strapi.db.query('api::author.author');
          const articles = strapi.documents('api::article.article');
          const [id, ...three] = authors;
          const write: Record<string, () => Promise<unknown>> = {
            create: () => author.create({ data: { name: 'New' } }),
            update: () => author.update({ where: { id }, data: { name: 'Changed' } }),
            delete: () => author.delete({ where: { id } }),
            updateMany: () =>
              author.updateMany({ where: { id: { $in: three } }, data: { name: 'Four' } }),
            deleteMany: () => author.deleteMany({ where: { id: { $in: three } } }),
            bulk: () => author.updateMany({ where: { name: 'Many' }, data: { name: 'Many' } }),
            own: () =>
              strapi
                .plugin('audit-trail')
                .service('recorder')
                .record({ action: 'test.own', resource: { type: 'test' } }),
            publish: () => articles.publish({ documentId }),
            unpublish: () => articles.unpublish({ documentId }),
            discard: () => articles.discardDraft({ documentId }),
            clone: () => articles.clone({ documentId, data: {} as never }),
            link: () =>
              articles.update({ documentId, data: { author: null, title: 'T' } as never }),
            role: () => strapi.db.query('admin::role').delete({ where: { id: role } }),
            async replace() {
              await author.delete({ where: { id } });
              await author.create({ data: { id, name: 'Another' } as never });
            },
            plain: () =>
              strapi.db.query('api::article.article').create({ data: { title: 'Plain' } }),
            rich: () =>
              strapi.db
                .query('api::article.article')
                .create({ data: { title: 'Rich', author: three[0], related: [], authors: three } }),
          };
          const all = async (names: string[]) => {
            for (const name of names) await write[name]!();
          };
          await strapi.db.transaction(async ({ trx }) => {
            await all(outer);
            if (savepoint === 'none') await all(inner);
            else if (savepoint.startsWith('knex')) {
              await trx
                .transaction(async () => {
                  await all(inner);
                  if (savepoint.endsWith('undone')) throw new Error('undone');
                })
                .catch((error: Error) => {
                  if (error.message !== 'undone') throw error;
                });
            } else {
              await trx.raw('savepoint Own_1');
              await all(inner);
              const undone = savepoint.endsWith('undone');
              await trx.raw(undone ? 'ROLLBACK TO SAVEPOINT own_1' : 'release savepoint OWN_1');
            }
            await all(later);
          });
        },
        program,
        given
      );
    // Events commit with their changes: none comes later.
    const events = await recordedBy(app, act, 0);
    return events.map(({ line, changes }) =>
      `${line} ${changes.map(({ path }) => path).join()}`.replaceAll(/role \d+/gi, 'role')
    );
  }

  it.each(WRITES.flatMap((inner) => ['knex undone', 'raw undone'].map((how) => ({ inner, how }))))(
    '$inner that is $how leaves no event',
    async ({ inner, how }) => {
      const savepoint = how as Savepoint;
      const lines = await tell({ outer: [], inner: [inner], later: [], savepoint });
      expect(lines).toEqual([]);
      // The same without it has some.
      const told = await tell({ outer: [], inner: [inner], later: [], savepoint: 'none' });
      expect(told.length).toBeGreaterThan(0);
    }
  );

  it.each(WRITES)('%s in a savepoint that is kept is told as without it', async (inner) => {
    const program = { outer: [], inner: [inner], later: [] };
    const told = await tell({ ...program, savepoint: 'none' });
    expect(await tell({ ...program, savepoint: 'knex kept' })).toEqual(told);
    expect(await tell({ ...program, savepoint: 'raw kept' })).toEqual(told);
  });

  // What comes before and after stays, whatever was undone in between.
  it.each([
    { outer: ['update'], inner: ['delete'], later: [] },
    { outer: [], inner: ['delete'], later: ['update'] },
    { outer: ['create'], inner: ['deleteMany'], later: ['updateMany'] },
    { outer: ['updateMany'], inner: ['deleteMany', 'delete'], later: [] },
    { outer: ['bulk', 'own'], inner: ['bulk', 'own'], later: ['own'] },
    { outer: ['unpublish'], inner: ['publish'], later: [] },
    { outer: ['link'], inner: ['publish', 'discard'], later: [] },
    { outer: ['publish'], inner: ['unpublish'], later: ['link'] },
    { outer: ['role'], inner: ['create', 'update'], later: ['delete'] },
    { outer: ['replace'], inner: ['update', 'create'], later: [] },
    { outer: [], inner: ['replace'], later: ['update'] },
    { outer: ['update'], inner: ['replace', 'delete'], later: ['replace'] },
    { outer: [], inner: ['plain'], later: ['rich'] },
    { outer: ['plain'], inner: ['plain', 'create'], later: ['rich'] },
  ] as Omit<Program, 'savepoint'>[])('$outer, $inner undone, $later', async (program) => {
    const without = await tell({ ...program, inner: [], savepoint: 'none' });
    for (const savepoint of ['knex undone', 'raw undone'] as const) {
      expect(await tell({ ...program, savepoint })).toEqual(without);
    }
  });
});
