import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bootApp, type App } from '../helpers/boot-app';
import { endOfJournal, eventsAfter } from '../helpers/events';
import { APP_DIR } from '../helpers/paths';

type Where = Record<string, unknown>;

const MANY = 1_001;
const HIDDEN = '[hidden]';

/** The operators of Strapi's query layer, from its own list, which it does not export. */
const operators = (): string[] => {
  const strapi = createRequire(join(APP_DIR, 'package.json')).resolve('@strapi/utils');
  const source = readFileSync(join(dirname(strapi), 'operators.js'), 'utf8');
  return [...new Set([...source.matchAll(/'(\$\w+)'/g)].map(([, name]) => name!))].sort();
};

/** A condition with each operator that holds for every article of the test. */
const CONDITIONS: Record<string, Where> = {
  $and: { $and: [{ views: 5 }, { tone: 'funny' }] },
  $or: { $or: [{ views: { $gt: 3 } }, { summary: { $contains: 'x' } }] },
  $not: { views: { $not: { $gt: 7 } } },
  $in: { views: { $in: [4, 5, 6] } },
  $notIn: { tone: { $notIn: ['neutral', 'serious'] } },
  $eq: { featured: { $eq: true } },
  $eqi: { summary: { $eqi: 'A LONGER TEXT' } },
  $ne: { views: { $ne: 0 } },
  $nei: { summary: { $nei: 'another' } },
  $gt: { views: { $gt: 3, $lt: 9 } },
  $gte: { day: { $gte: '2026-01-01' } },
  $lt: { price: { $lt: 12.5 } },
  $lte: { startsAt: { $lte: '2027-01-01T00:00:00.000Z' } },
  $null: { slug: { $null: true } },
  $notNull: { summary: { $notNull: true } },
  $between: { views: { $between: [1, 9] } },
  $startsWith: { summary: { $startsWith: 'a long' } },
  $endsWith: { summary: { $endsWith: 'text' } },
  $startsWithi: { summary: { $startsWithi: 'A LONG' } },
  $endsWithi: { summary: { $endsWithi: 'TEXT' } },
  $contains: { summary: { $contains: 'longer' } },
  $notContains: { summary: { $notContains: 'shorter' } },
  $containsi: { summary: { $containsi: 'LONGER' } },
  $notContainsi: { summary: { $notContainsi: 'SHORTER' } },
};
/** PostgreSQL and MySQL only, and for Strapi itself. */
const LEFT_OUT = ['$jsonSupersetOf'];

const deep = (levels: number, innermost: Where): Where =>
  levels === 0
    ? innermost
    : { $and: [{ $or: [{ $not: { $not: deep(levels - 1, innermost) } }, { views: levels }] }] };

const OTHERS: Record<string, Where> = {
  'a list in place of an operator': { views: [4, 5] },
  null: { slug: null },
  'an id and a documentId': { id: { $gt: 0 }, documentId: { $startsWith: 'many' } },
  'a $not around a group': { $not: { $or: [{ views: 1 }, { views: 2 }] } },
  'groups in groups': deep(3, { tone: { $in: ['funny'] } }),
  'a long list': { views: { $in: Array.from({ length: 400 }, (_, index) => index) } },
};

describe('the filter of a statement on more than 1,000 rows', () => {
  let app: App;
  beforeAll(async () => {
    app = await bootApp();
    await app.run(async (strapi, count) => {
      const rows = Array.from({ length: count }, (_, index) => ({
        document_id: `many${index}`,
        title: 'Many',
        summary: 'a longer text',
        views: 5,
        price: 2.5,
        featured: true,
        tone: 'funny',
        day: '2026-05-05',
        starts_at: strapi.db.dialect.client === 'sqlite' ? 1_780_000_000_000 : new Date(1.78e12),
      }));
      for (let start = 0; start < count; start += 60) {
        await strapi.db.connection('articles').insert(rows.slice(start, start + 60));
      }
    }, MANY);
  });
  afterAll(() => app?.stop());

  const filterOf = async (where: Where) => {
    const place = await endOfJournal(app);
    await app.run(
      (strapi, where) =>
        strapi.db
          .query('api::article.article')
          .updateMany({ where: where as never, data: { rating: 1 } }),
      where
    );
    const [event, ...others] = await eventsAfter(app, place);
    expect([event?.action, ...others]).toEqual(['entry.bulk-update']);
    const { count, filter } = event?.payload as { count: number; filter: unknown };
    expect(count).toBe(MANY);
    return filter;
  };

  it('is tested with every operator that Strapi knows', () => {
    expect([...Object.keys(CONDITIONS), ...LEFT_OUT].sort()).toEqual(operators());
  });

  it.each(Object.entries({ ...CONDITIONS, ...OTHERS }))(
    'is stored as the application wrote it: %s',
    async (_, where) => expect(await filterOf(where)).toEqual(where)
  );

  it.each<[string, Where, Where]>([
    [
      'a private attribute',
      { internalNote: { $null: true }, views: { $gt: 3 } },
      { internalNote: { $null: HIDDEN }, views: { $gt: 3 } },
    ],
    [
      'a private attribute without an operator',
      { $or: [{ internalNote: 'planted' }, { views: 5 }] },
      { $or: [{ internalNote: HIDDEN }, { views: 5 }] },
    ],
    [
      'a password in a group',
      { $not: { passphrase: { $in: ['planted', 'other'] } }, views: { $not: { $lt: 1 } } },
      { $not: { passphrase: { $in: HIDDEN } }, views: { $not: { $lt: 1 } } },
    ],
    [
      'operators below operators',
      { $or: [{ internalNote: { $not: { $contains: 'planted' } } }, { views: 5 }] },
      { $or: [{ internalNote: { $not: { $contains: HIDDEN } } }, { views: 5 }] },
    ],
  ])('hides what is compared with a secret, and nothing else: %s', async (_, where, stored) => {
    // Null compares with nothing: a password that is null is in no list, nor out of it.
    const isMet = !('$not' in where);
    if (!isMet)
      await app.run((strapi) => strapi.db.connection('articles').update({ passphrase: 'x' }));
    expect(await filterOf(where)).toEqual(stored);
  });

  it('hides the text of a search, which looks into private attributes too', async () => {
    const place = await endOfJournal(app);
    await app.run(async (strapi) => {
      await strapi.db.connection('articles').update({ internal_note: 'planted' });
      const articles = strapi.db.queryBuilder('api::article.article');
      await articles
        .where({ views: { $gt: 3 } })
        .search('planted')
        .update({ rating: 1 })
        .execute();
    });
    const [event] = await eventsAfter(app, place);
    expect(event?.payload).toEqual({
      count: MANY,
      filter: { $and: [{ views: { $gt: 3 } }, { _q: HIDDEN }] },
    });
  });

  it('names a knex query in place of a value', async () => {
    const place = await endOfJournal(app);
    await app.run(async (strapi) => {
      const all = strapi.db.connection('articles').select('id');
      await strapi.db
        .query('api::article.article')
        .updateMany({ where: { id: { $in: all as never } }, data: { rating: 1 } });
    });
    const [event] = await eventsAfter(app, place);
    expect(event?.payload).toEqual({
      count: MANY,
      filter: { id: { $in: '[undescribed: query]' } },
    });
  });

  it('is that of the builder where code runs its knex query', async () => {
    const place = await endOfJournal(app);
    await app.run(async (strapi) => {
      const articles = strapi.db.queryBuilder('api::article.article');
      await articles
        .where({ views: { $gt: 3 } })
        .update({ rating: 1 })
        .getKnexQuery();
    });
    const events = await eventsAfter(app, place);
    expect(events.map(({ action, payload }) => [action, payload])).toEqual([
      ['entry.bulk-update', { count: MANY, filter: { views: { $gt: 3 } } }],
    ]);
  });

  it('follows relations', async () => {
    const where = {
      $or: [{ author: { email: { $contains: 'planted' } } }, { author: { name: 'Ann' } }],
    };
    const place = await endOfJournal(app);
    await app.run(async (strapi, where) => {
      const author = await strapi.db.query('api::author.author').create({ data: { name: 'Ann' } });
      const articles = await strapi.db.connection('articles').select('id');
      const rows = articles.map(({ id }) => ({ article_id: id, author_id: author.id as number }));
      for (let start = 0; start < rows.length; start += 60) {
        await strapi.db.connection('articles_author_lnk').insert(rows.slice(start, start + 60));
      }
      await strapi.db.query('api::article.article').deleteMany({ where: where as never });
    }, where);
    const [, deleted] = await eventsAfter(app, place);
    expect(deleted?.action).toBe('entry.bulk-delete');
    expect(deleted?.payload).toEqual({
      count: MANY,
      filter: { $or: [{ author: { email: { $contains: HIDDEN } } }, { author: { name: 'Ann' } }] },
    });
  });
});
