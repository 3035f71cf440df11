import { createSearchIndex } from '../../../../../server/src/follow/search-index';
import { createJournal } from '../../../../../server/src/journal';
import { clearIndex } from '../../../../../server/src/journal/search-index/clear';
import { prepareProgress } from '../../../../../server/src/journal/search-index/progress';
import { TERM_COLUMNS, termsOf } from '../../../../../server/src/journal/search-index/terms';
import {
  EVENT_TABLE,
  POSTING_TABLE,
  STATE_TABLE,
  TERM_TABLE,
} from '../../../../../server/src/plugin-id';
import { queriedJournal } from '../../../../helpers/queried-journal';
import { redactedEvent } from '../../../../helpers/redacted-event';

const log = queriedJournal();
const index = () => createSearchIndex({ db: log.journal.db });
const always = () => Promise.resolve();

const write = (count: number, name = 'Spring sale') =>
  createJournal({ db: log.journal.db }).append(
    Array.from({ length: count }, (_, n) =>
      redactedEvent({
        tags: [`n:${n % 7}`],
        resource: { ...redactedEvent().resource, name: `${name} ${n % 3}` },
      })
    ),
    log.journal.db.connection
  );

/** The index as it must be: every term of every event. */
async function expected(): Promise<string[]> {
  const rows: Record<string, unknown>[] = await log.journal.db
    .connection(EVENT_TABLE)
    .select('id', 'occurred_at', 'payload', ...TERM_COLUMNS);
  return rows
    .flatMap((row) =>
      termsOf(row as never).map((term) => `${term} ${row.occurred_at} ${row.id as number}`)
    )
    .sort();
}

async function indexed(): Promise<string[]> {
  const rows: { term: string; occurred_at: number; event_id: number }[] = await log.journal.db
    .connection(POSTING_TABLE)
    .join(TERM_TABLE, `${TERM_TABLE}.id`, `${POSTING_TABLE}.term_id`)
    .select('term', 'occurred_at', 'event_id');
  return rows.map((row) => `${row.term} ${row.occurred_at} ${row.event_id}`).sort();
}

describe('the search index', () => {
  it('has every term of every event, batch by batch', async () => {
    await write(450);
    const backlogs: number[] = [];
    await index().catchUp(async ({ cursor, last }) => void backlogs.push(last - cursor));
    expect(backlogs).toEqual([450, 250, 50]);
    expect((await indexed()).length).toBeGreaterThan(450 * 10);
    expect(await indexed()).toEqual(await expected());
    expect(await index().backlog()).toEqual({ ...{ cursor: 450, last: 450 }, isClearing: false });
  });

  it('asks two small questions where nothing is new', async () => {
    await write(1);
    const follower = index();
    await follower.catchUp(always);
    log.journal.statements();
    await follower.catchUp(() => Promise.reject(new Error('There is nothing to do.')));
    expect(log.journal.statements()).toHaveLength(2);
  });

  it('has nothing twice and nothing is missing, however many fill it at once', async () => {
    await write(300);
    const one = index();
    const later = write(300);
    await Promise.all([one, one, index(), index()].map((follower) => follower.catchUp(always)));
    await later;
    await one.catchUp(always);
    expect(await indexed()).toEqual(await expected());
  });

  it('goes on where it was stopped', async () => {
    await write(450);
    let left = 1;
    const stopped = index().catchUp(async () => {
      if ((left -= 1) < 0) throw new Error('stopped');
    });
    await expect(stopped).rejects.toThrow('stopped');
    expect(await index().backlog()).toEqual({ ...{ cursor: 200, last: 450 }, isClearing: false });
    await index().catchUp(always);
    expect(await indexed()).toEqual(await expected());
  });

  it('does not know events that were rolled back', async () => {
    const trx = await log.journal.db.connection.transaction();
    await createJournal({ db: log.journal.db }).append([redactedEvent()], trx);
    await trx.rollback();
    await write(1);
    await index().catchUp(always);
    expect(await indexed()).toEqual(await expected());
  });

  it('is filled anew after it was emptied, while searches wait', async () => {
    await write(450);
    await index().catchUp(always);
    const count = (await indexed()).length;
    const clearing = clearIndex(log.journal.db, always);
    const { results } = await log.query.findEvents({ q: 'tag:n:1', pageSize: '100' });
    expect(await clearing).toBe(count);
    expect(results).toHaveLength(65);
    await index().catchUp(always);
    expect(await indexed()).toEqual(await expected());
  });
});

describe('at a start', () => {
  it('an index whose rows a restore has left out is filled anew', async () => {
    await write(250);
    await index().catchUp(always);
    await log.journal.db.connection(POSTING_TABLE).delete();
    await prepareProgress(log.journal.db);
    expect(await index().backlog()).toEqual({ ...{ cursor: 0, last: 250 }, isClearing: false });
    await index().catchUp(always);
    expect(await indexed()).toEqual(await expected());
  });

  it('an index with rows goes on where it was', async () => {
    await write(250);
    await index().catchUp(always);
    await prepareProgress(log.journal.db);
    expect(await index().backlog()).toEqual({ ...{ cursor: 250, last: 250 }, isClearing: false });
  });
});

describe('one transaction', () => {
  it('indexes fewer events if they have many tags, and misses none', async () => {
    const tags = (event: number) => Array.from({ length: 90 }, (_, n) => `t${event % 20}:${n}`);
    await createJournal({ db: log.journal.db }).append(
      Array.from({ length: 160 }, (_, n) => redactedEvent({ tags: tags(n) })),
      log.journal.db.connection
    );
    let batches = 0;
    await index().catchUp(async () => void (batches += 1));
    expect(batches).toBeGreaterThan(2);
    expect(await indexed()).toEqual(await expected());
  });
});

describe('while a long log is indexed', () => {
  beforeEach(() =>
    log.journal.db.connection.raw(
      `insert into ${EVENT_TABLE} (document_id, occurred_at, action, outcome, origin, actor_type, count, tags, changes)
       with recursive n(i) as (select 1 union all select i + 1 from n where i < 20400)
       select 'bulk-' || i, i, 'entry.create', 'success', 'code', 'system', 1, '[]', '[]' from n`
    )
  );

  it.each([
    { q: 'action:entry.create' },
    { q: 'spring' },
    { filters: { action: 'entry.create' } },
    { q: '-action:entry.create after:7d' },
  ])('a search is refused, and told how far it is: %j', async (asked) => {
    const searching = log.query.findEvents(asked as Record<string, unknown>);
    await expect(searching).rejects.toMatchObject({
      code: 'not-indexed',
      message: expect.stringContaining('The search index is being built: 0 % is done.'),
    });
  });

  it('so are the choices of filters, rather than answered with nothing', async () => {
    const refused = { code: 'not-indexed' };
    await expect(log.query.findActors({})).rejects.toMatchObject(refused);
    await expect(log.query.findValues({ key: 'type' })).rejects.toMatchObject(refused);
    await expect(log.query.findHistogram({ q: 'spring' })).rejects.toMatchObject(refused);
  });

  it('the list is read, and a time narrows it', async () => {
    expect((await log.query.findEvents({})).results).toHaveLength(25);
    const { pagination } = await log.query.findEvents({ q: 'after:1970-01-01' });
    expect(pagination.total).toBe(10_000);
  });

  it('it is searched as soon as little is left', async () => {
    const batches = [1, 1, 1];
    const some = index().catchUp(async () => {
      if (batches.pop() === undefined) throw new Error('stopped');
    });
    await expect(some).rejects.toThrow('stopped');
    const { pagination } = await log.query.findEvents({ q: 'origin:code' });
    expect(pagination).toMatchObject({ total: 10_000, totalIsExact: false });
    expect(await log.journal.db.connection(STATE_TABLE).pluck('value')).toEqual([
      expect.stringContaining('"cursor":20400'),
    ]);
  });
});
