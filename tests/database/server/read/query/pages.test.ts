import { queriedJournal } from '../../../../helpers/queried-journal';

const log = queriedJournal();

type Asked = Record<string, string>;

/** Seven events in three milliseconds, so that pages begin and end among events of one. */
const TIMES = [1_000, 1_000, 1_000, 2_000, 2_000, 3_000, 3_000];
let newestFirst: string[];

beforeEach(async () => {
  const added: string[] = [];
  for (const occurred_at of TIMES) added.push(await log.journal.addEvent({ occurred_at }));
  newestFirst = added.toReversed();
});

const pageOf = async (asked: Asked) => {
  const { results, pagination } = await log.query.findEvents({ pageSize: '2', ...asked });
  return { ids: results.map(({ id }) => id), ...pagination };
};

/** The pages from one on, each asked by the place that the one before it gave. */
async function walk(first: Asked, way: 'after' | 'before') {
  const pages = [await pageOf(first)];
  for (let place = pages[0]![way]; place !== null; place = pages.at(-1)![way]) {
    pages.push(await pageOf({ ...first, page: '70000', [way]: place }));
    if (pages.length > 9) throw new Error('The pages do not end.');
  }
  return pages;
}

describe('the pages of a list', () => {
  it.each(['desc', 'asc'])('give every event once, forwards, in the order %s', async (order) => {
    const pages = await walk({ sort: `occurredAt:${order}` }, 'after');
    const expected = order === 'desc' ? newestFirst : newestFirst.toReversed();
    expect(pages.map(({ ids }) => ids.length)).toEqual([2, 2, 2, 1]);
    expect(pages.flatMap(({ ids }) => ids)).toEqual(expected);
    expect(pages.map(({ page }) => page)).toEqual([1, 70_000, 70_000, 70_000]);
  });

  it.each(['desc', 'asc'])('and from the last one back, in the order %s', async (order) => {
    const pages = await walk({ sort: `occurredAt:${order}`, page: '-1' }, 'before');
    const expected = order === 'desc' ? newestFirst : newestFirst.toReversed();
    // The last page holds what the others leave, as it does when it is reached forwards.
    expect(pages.map(({ ids }) => ids.length)).toEqual([1, 2, 2, 2]);
    expect(pages.toReversed().flatMap(({ ids }) => ids)).toEqual(expected);
    expect(pages[0]).toMatchObject({ page: 4, after: null });
  });

  it('are the same by a number from the end as by one from the beginning', async () => {
    for (const page of [1, 2, 3, 4]) {
      const { before, after, ...forwards } = await pageOf({ page: String(page) });
      const backwards = await pageOf({ page: String(page - 5) });
      expect(backwards).toMatchObject(forwards);
      expect([backwards.before === null, backwards.after === null]).toEqual([
        before === null,
        after === null,
      ]);
    }
  });

  it('are empty beyond either end', async () => {
    for (const page of ['5', '-5']) {
      expect(await pageOf({ page })).toMatchObject({ ids: [], before: null, after: null });
    }
  });

  it('stay where they are while new events come', async () => {
    const { after } = await pageOf({});
    await log.journal.addEvent({ occurred_at: 4_000 });
    expect((await pageOf({ after: after! })).ids).toEqual(newestFirst.slice(2, 4));
  });

  it('of a search through the tags go on by the same places', async () => {
    await log.journal.db.connection('audit_trail_events').update({ tags: '["a:b"]' });
    const pages = await walk({ q: 'tag:a:b' }, 'after');
    expect(pages.flatMap(({ ids }) => ids)).toEqual(newestFirst);
  });
});

describe('the last page of a list too long to be counted', () => {
  beforeEach(async () => {
    await log.journal.db.connection.raw(
      `insert into audit_trail_events (document_id, occurred_at, action, outcome, origin, actor_type, count)
       with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000)
       select 'bulk-' || i, 5000, 'entry.create', 'success', 'code', 'system', 1 from n`
    );
  });

  it('is read from the end, and called so', async () => {
    const last = await pageOf({ page: '-1' });
    expect(last).toMatchObject({ ids: newestFirst.slice(-2), page: -1, after: null });
    const beside = await pageOf({ page: '-2', before: last.before! });
    expect(beside).toMatchObject({ ids: newestFirst.slice(-4, -2), page: -2 });
    expect(await pageOf({ page: '-2' })).toMatchObject({ ids: beside.ids, page: -2 });
    expect((await pageOf({ page: '-1', after: beside.after! })).ids).toEqual(last.ids);
  });

  it('has its number where all were counted', async () => {
    const last = await pageOf({ page: '-1', exactTotal: 'true' });
    expect(last).toMatchObject({ ids: newestFirst.slice(-1), page: 5_004, total: 10_007 });
  });
});
