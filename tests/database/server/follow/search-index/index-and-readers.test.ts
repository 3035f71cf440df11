import { filterOf, parseSearch } from '../../../../../server/src/contracts';
import {
  prepareProgress,
  readProgress,
} from '../../../../../server/src/journal/search-index/progress';
import { clearIndex, continueClearing } from '../../../../../server/src/journal/search-index/clear';
import { createSearchIndex, searchIndexOf } from '../../../../../server/src/follow/search-index';
import { EVENT_TABLE, POSTING_TABLE, STATE_TABLE } from '../../../../../server/src/plugin-id';
import { createPurgeReads } from '../../../../../server/src/read/query';
import { createPrepareQuery } from '../../../../../server/src/read/query/matching';
import { queriedJournal } from '../../../../helpers/queried-journal';

const log = queriedJournal();
const db = () => log.journal.db;
const always = () => Promise.resolve();
const catchUp = () => createSearchIndex({ db: db() }).catchUp(always);
const addBulk = (count: number) =>
  db().connection.raw(
    `insert into ${EVENT_TABLE} (document_id, occurred_at, action, outcome, origin, actor_type, count, tags, changes)
     with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})
     select 'bulk-' || i, i, 'entry.create', 'success', 'code', 'system', 1, '[]', '[]' from n`
  );

it('a search is refused at once while the follower of the process builds a long index', async () => {
  await addBulk(20_400);
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  const building = searchIndexOf(db()).catchUp(() => gate);
  const began = performance.now();
  const asked = log.query.findEvents({ q: 'action:entry.create' });
  await expect(asked).rejects.toMatchObject({ code: 'not-indexed' });
  expect(performance.now() - began).toBeLessThan(2_000);
  letGo();
  await building;
});

it.each(['-tag:"sale:spring"', '-actor:ada', '-spring'])(
  'what commits after a question was prepared does not slip through %s',
  async (text) => {
    const stays = await log.journal.addEvent({ resource_name: 'Winter', actor_name: 'Bo' });
    const prepare = createPrepareQuery({ db: db() });
    const { search } = parseSearch(text);
    const prepared = await prepare({ filter: filterOf(search), timeZone: 'UTC' });
    await log.journal.addEvent({
      resource_name: 'Spring',
      actor_name: 'Ada',
      tags: '["sale:spring"]',
    });
    const rows: { id: string }[] = await prepared
      .matching()
      .statement.select('event.document_id as id');
    expect(rows.map(({ id }) => id)).toEqual([stays]);
  }
);

it('what a rule holds is looked for again if the index was emptied meanwhile', async () => {
  const id = await log.journal.addEvent({ occurred_at: 5, tags: '["keep:this"]' });
  const reads = createPurgeReads({ db: db(), labelOf: () => null });
  const held = await reads.matchAny([parseSearch('tag:"keep:this"').search]);
  const [row] = await db().connection(EVENT_TABLE).where({ document_id: id }).select('id');
  const cursors = [{ id: row!.id as number, occurred_at: 5 }];
  let clearing: Promise<unknown> | undefined;
  db().connection.on('query', ({ sql }: { sql: string }) => {
    // Queued behind the statement that was prepared on the whole index.
    if (sql.includes('`event`.`id` as `id`')) clearing ??= clearIndex(db(), always);
  });
  expect([...(await held(cursors))]).toEqual([String(row!.id)]);
  await clearing;
  expect((await readProgress(db())).generation).toBe(1);
});

it.each(['{}', '[1, null]', '"text"', 'junk', JSON.stringify(['long '.repeat(200)])])(
  'a row of other code with the tags %s is indexed, as far as it can be',
  async (tags) => {
    await log.journal.addEvent({ tags });
    const later = await log.journal.addEvent({ tags: '["found:yes"]' });
    const { results } = await log.query.findEvents({ q: 'tag:found:yes' });
    expect(results.map((event) => event.id)).toEqual([later]);
  }
);

it('an index of another log, as a restore leaves it, is emptied and filled', async () => {
  await log.journal.addEvent({ tags: '["own:yes"]' });
  await catchUp();
  await db().connection(POSTING_TABLE).insert({ term_id: 1, occurred_at: 1, event_id: 77 });
  await db().connection(STATE_TABLE).where({ name: 'search-index' }).delete();
  await prepareProgress(db());
  expect(await readProgress(db())).toMatchObject({ isClearing: true, cursor: 0 });
  await continueClearing(db(), always);
  await catchUp();
  expect(await db().connection(POSTING_TABLE).where({ event_id: 77 })).toEqual([]);
  expect((await log.query.findEvents({ q: 'tag:own:yes' })).results).toHaveLength(1);
});
