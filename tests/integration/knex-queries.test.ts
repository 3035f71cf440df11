import { defaultDatabase } from '../helpers/app/databases';
import { bootApp, type App } from '../helpers/boot-app';
import { endOfJournal, eventsAfter } from '../helpers/events';

/** How code comes to a knex query that writes; `qb` is a builder on authors, `names` are theirs. */
const STATEMENTS = {
  insert: { verb: 'create', made: "qb.insert({ name: names[0], bio: 'new' })", rows: 1 },
  'insert of several': {
    verb: 'create',
    made: "qb.insert(names.map((name) => ({ name, bio: 'new' })))",
    rows: 2,
  },
  update: { verb: 'update', made: "qb.update({ bio: 'new' }).where({ name: names[0] })", rows: 1 },
  'update of several': {
    verb: 'update',
    made: "qb.where({ name: { $in: names } }).update({ bio: 'new' })",
    rows: 2,
  },
  delete: { verb: 'delete', made: 'qb.delete().where({ name: names[0] })', rows: 1 },
  'delete of several': {
    verb: 'delete',
    made: 'qb.where({ name: { $in: names } }).delete()',
    rows: 2,
  },
} as const;

/** How code runs it; `query` is what the builder handed out. */
const RUNS = {
  await: 'await query()',
  then: 'await new Promise((resolve, reject) => query().then(resolve, reject))',
  'catch and finally': 'await query().catch((error) => { throw error; }).finally(() => {})',
  asCallback:
    'await new Promise((ok, no) => query().asCallback((e, rows) => (e ? no(e) : ok(rows))))',
  'Promise.all': 'await Promise.all([query()])',
  'a clone': 'await query().clone()',
  'a clone of the builder': 'await made.clone().getKnexQuery()',
  'execute of a clone of the builder': 'await made.clone().execute()',
  'a transaction of knex':
    'await strapi.db.connection.transaction(async (trx) => { await query().transacting(trx); })',
  'a transaction of knex, named before cloning':
    'await strapi.db.connection.transaction(async (trx) => { await query().transacting(trx).clone(); })',
  'a transaction that the builder names':
    'await strapi.db.connection.transaction(async (trx) => { made.transacting(trx); await query(); })',
  "Strapi's transaction":
    'await strapi.db.transaction(async ({ trx }) => { await query().transacting(trx); })',
  "Strapi's transaction, named by the builder":
    'await strapi.db.transaction(async ({ trx }) => { made.transacting(trx); await query(); })',
} as const;

const cases = Object.entries(STATEMENTS).flatMap(([statement, { verb, made, rows }]) =>
  Object.entries(RUNS).map(([run, ran]) => ({
    name: `${statement} by ${run}`,
    verb,
    made,
    ran,
    rows,
  }))
);

describe('knex queries that the query builder hands out', () => {
  let app: App;
  let count = 0;
  beforeAll(async () => {
    app = await bootApp();
  });
  afterAll(() => app?.stop());

  /** Runs a piece of code; the names of two authors, with the bio `old`, are new each time. */
  const recorded = async (code: string, { present = true } = {}) => {
    count += 1;
    const names = [`Ann ${count}`, `Bob ${count}`];
    if (present) {
      await app.run(async (strapi, names) => {
        for (const name of names) {
          await strapi.db.query('api::author.author').create({ data: { name, bio: 'old' } });
        }
      }, names);
    }
    const place = await endOfJournal(app);
    const result = await app.run(
      async (strapi, code, names) =>
        (await new Function('strapi', 'names', `return (async () => { ${code} })()`)(
          strapi,
          names
        )) as unknown,
      `const qb = strapi.db.queryBuilder('api::author.author');${code}`,
      names
    );
    const events = await eventsAfter(app, place);
    const told = events.map(({ action, line, changes }) => {
      const bio = changes.find(({ path }) => path === 'bio');
      const name = names.findIndex((name) => line.includes(`"${name}"`));
      return { action, name, before: bio?.before, after: bio?.after };
    });
    told.sort((one, other) => one.name - other.name);
    return { told, result, names };
  };

  const BIOS = {
    create: { after: 'new' },
    update: { before: 'old', after: 'new' },
    delete: { before: 'old' },
  };

  it.each(cases)('are recorded: $name', async ({ verb, made, ran, rows }) => {
    const code = `const made = ${made}; const query = () => made.getKnexQuery(); ${ran}`;
    const { told } = await recorded(code, { present: verb !== 'create' });
    const event = { action: `entry.${verb}`, before: undefined, after: undefined, ...BIOS[verb] };
    expect(told).toEqual(Array.from({ length: rows }, (_, name) => ({ ...event, name })));
  });

  const UPDATED = [{ action: 'entry.update', name: 0, before: 'old', after: 'new' }];
  const CREATED = [{ action: 'entry.create', name: 0, before: undefined, after: 'new' }];

  it.each([
    [
      'a condition that narrows it',
      "await qb.update({ bio: 'new' }).where({ name: { $in: names } }).getKnexQuery().where('name', names[0])",
      UPDATED,
    ],
    [
      'a condition that widens it',
      "await qb.update({ bio: 'new' }).where({ name: '?' }).getKnexQuery().orWhere('name', names[0])",
      UPDATED,
    ],
    [
      'values',
      "await qb.update({ email: 'a@example.com' }).where({ name: names[0] }).getKnexQuery().update('bio', 'new')",
      UPDATED,
    ],
    [
      'what an update returns',
      "await qb.update({ bio: 'new' }).where({ name: names[0] }).getKnexQuery().returning('name')",
      UPDATED,
    ],
  ])('are recorded with what knex added to them: %s', async (_, code, expected) => {
    expect((await recorded(code)).told).toEqual(expected);
  });

  it('are recorded where an insert returns other columns than the id, which it still returns', async () => {
    const code =
      "return qb.insert({ name: names[0], bio: 'new' }).getKnexQuery().returning(['name'])";
    const { told, result, names } = await recorded(code, { present: false });
    expect(told).toEqual(CREATED);
    if (defaultDatabase() !== 'mysql') expect(result).toEqual([{ name: names[0] }]);
  });

  it.each([
    ['of the builder', "qb.insert(row).onConflict('id').merge(['bio']).getKnexQuery()"],
    ['of knex', "qb.insert(row).getKnexQuery().onConflict('id').merge(['bio'])"],
  ])('are recorded as updates where an insert meets a row: %s', async (_, upsert) => {
    const code = `
      const { id } = await strapi.db.query('api::author.author').findOne({ where: { name: names[0] } });
      const row = { id, name: names[0], bio: 'new' };
      await ${upsert};`;
    expect((await recorded(code)).told).toEqual(UPDATED);
  });

  it('are recorded as a delete by conditions on a relation', async () => {
    const made = (run: string) => `
      const { id } = await strapi.db.query('api::author.author').findOne({ where: { name: names[0] } });
      await strapi.db.query('api::article.article').create({ data: { title: names[0], author: id } });
      await qb.delete().where({ articles: { title: names[0] } }).${run}();`;
    for (const run of ['getKnexQuery', 'runSubQuery', 'execute']) {
      const { told } = await recorded(made(run));
      const deletes = told.filter(({ action }) => action === 'entry.delete');
      expect(deletes).toEqual([
        { action: 'entry.delete', name: 0, before: 'old', after: undefined },
      ]);
    }
  });

  it('leave no event where their transaction is rolled back', async () => {
    const { told } = await recorded(`
      await strapi.db.connection.transaction(async (trx) => {
        await qb.update({ bio: 'new' }).where({ name: names[0] }).getKnexQuery().transacting(trx);
        await trx.rollback();
      }).catch(() => {});`);
    expect(told).toEqual([]);
  });

  it('share an event with the other writes of their transaction', async () => {
    const { told } = await recorded(`
      await strapi.db.transaction(async ({ trx }) => {
        const authors = strapi.db.query('api::author.author');
        await authors.update({ where: { name: names[0] }, data: { bio: 'between' } });
        await qb.update({ bio: 'new' }).where({ name: names[0] }).getKnexQuery().transacting(trx);
      });`);
    expect(told).toEqual(UPDATED);
  });

  it('reject as knex does, and leave neither row nor event', async () => {
    const { told, result } = await recorded(`
      const failed = await qb.update({ nowhere: 1 }).where({ name: names[0] }).getKnexQuery()
        .then(() => 'done', (error) => error.message);
      return failed;`);
    expect(told).toEqual([]);
    expect(result).toMatch(/nowhere/);
  });

  it('answer with what knex answers', async () => {
    const { result } = await recorded(`
      const none = strapi.db.queryBuilder('api::author.author').delete().where({ name: 'nobody' });
      return [
        await qb.update({ bio: 'new' }).where({ name: { $in: names } }).getKnexQuery(),
        await none.getKnexQuery(),
      ];`);
    expect(result).toEqual([2, 0]);
  });

  if (defaultDatabase() !== 'sqlite') {
    it('commit by themselves inside a transaction that they do not name', async () => {
      const { told } = await recorded(`
        await strapi.db.transaction(async () => {
          await qb.update({ bio: 'new' }).where({ name: names[0] }).getKnexQuery();
          throw new Error('rolled back');
        }).catch(() => {});`);
      expect(told).toEqual(UPDATED);
    });
  }

  it('stay as they are: reads, sub-queries and their SQL', async () => {
    const { told, result } = await recorded(`
      const builder = () => strapi.db.queryBuilder('api::author.author');
      const read = builder().select('id').where({ name: { $in: names } }).getKnexQuery();
      const write = builder().update({ bio: 'new' }).where({ name: names[0] }).getKnexQuery();
      const within = await builder().select('name').where({ id: { $in: read } }).execute();
      return {
        ownRead: Object.hasOwn(read, 'then'),
        keys: Object.keys(write).includes('then'),
        same: write.toString() === write.clone().toString(),
        sql: write.toSQL().sql.toLowerCase().slice(0, 6),
        within: within.length,
      };`);
    expect(result).toEqual({ ownRead: false, keys: false, same: true, sql: 'update', within: 2 });
    expect(told).toEqual([]);
  });
});
