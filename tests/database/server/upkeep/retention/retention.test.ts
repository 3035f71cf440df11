import {
  EVENT_TABLE,
  POSTING_TABLE,
  REQUEST_TABLE,
  TERM_TABLE,
} from '../../../../../server/src/plugin-id';
import { CUT_OFF, DAY, NOW, purgedJournal } from '../../../../helpers/purged-journal';

const log = purgedJournal();
const purge = async (options = {}) => (await log.retention(options)).purge();

/** How many events each transaction deleted. */
function watchBatches(): number[] {
  const sizes: number[] = [];
  let isNew = true;
  const { connection } = log.journal.db;
  connection.on('query', ({ sql }: { sql: string }) => {
    if (sql.startsWith('BEGIN')) isNew = true;
  });
  connection.on(
    'query-response',
    (count: number, { method, sql }: { method: string; sql: string }) => {
      if (method !== 'del' || !sql.includes(`\`${EVENT_TABLE}\``)) return;
      // A transaction has several statements.
      if (isNew) sizes.push(0);
      isNew = false;
      sizes[sizes.length - 1]! += count;
    }
  );
  return sizes;
}

describe('purge', () => {
  it('removes what is older than the days, and nothing younger', async () => {
    for (const occurred_at of [CUT_OFF - DAY, CUT_OFF - 1, CUT_OFF, CUT_OFF + 1, NOW]) {
      await log.journal.addEvent({ occurred_at });
    }
    expect(await purge()).toEqual({
      ran: true,
      dryRun: false,
      removed: 2,
      requestsRemoved: 0,
      held: 0,
      end: 'complete',
    });
    expect(await log.instants()).toEqual([CUT_OFF, CUT_OFF + 1, NOW]);
  });

  it('removes all of many that happened in the same millisecond', async () => {
    const rows = Array.from({ length: 1_203 }, (_, n) => ({
      ...{ document_id: `e${n}`, occurred_at: CUT_OFF - 1, action: 'entry.update' },
    }));
    await log.journal.db.connection.batchInsert(EVENT_TABLE, rows, 100);
    expect(await purge()).toMatchObject({ removed: 1_203 });
    expect(await log.left()).toEqual([]);
  });

  it('removes what old events are found by, and nothing of younger ones', async () => {
    const { db } = log.journal;
    await log.journal.addEvent({ occurred_at: CUT_OFF - 1, tags: '["field:title"]' });
    await log.journal.addEvent({ occurred_at: CUT_OFF });
    await log.journal.index();
    const terms = (): Promise<string[]> => db.connection(TERM_TABLE).pluck('term');
    expect(await terms()).toEqual(expect.arrayContaining(['a:berg', 't:field:title']));
    await purge();
    expect(new Set(await log.instants(POSTING_TABLE))).toEqual(new Set([CUT_OFF]));
    // So are the terms of no remaining event.
    expect(await terms()).toContain('a:berg');
    expect(await terms()).not.toContain('t:field:title');
  });

  it('records one event of what it removed', async () => {
    await log.addEvents(1_201, CUT_OFF - 1);
    await log.journal.addRequest({ request_id: 'old', occurred_at: CUT_OFF - 1 });
    await purge();
    expect(log.recorded).toEqual([
      {
        action: 'audit-log.purge',
        payload: {
          removed: 1_201,
          requestsRemoved: 1,
          before: new Date(CUT_OFF).toISOString(),
          days: 90,
          oldestRemoved: new Date(CUT_OFF - 1_201).toISOString(),
          newestRemoved: new Date(CUT_OFF - 1).toISOString(),
          byRule: { days: 1_201 },
          end: 'complete',
        },
      },
    ]);
  });

  it('records nothing where nothing was old', async () => {
    await log.journal.addEvent({ occurred_at: CUT_OFF });
    expect(await purge()).toMatchObject({ ran: true, removed: 0 });
    expect(log.recorded).toEqual([]);
  });

  it('comes to 1,000 rows a transaction on SQLite, from fewer on', async () => {
    await log.addEvents(5_000, CUT_OFF - 1);
    const sizes = watchBatches();
    await purge();
    expect(sizes[0]).toBe(100);
    expect(Math.max(...sizes)).toBe(1_000);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(5_000);
  });

  it('waits after a batch as long as it took while requests are answered', async () => {
    await log.addEvents(200, CUT_OFF - 1);
    await purge({
      inFlight: () => 1,
      duringBatch: (batch: number) => void (log.time += batch * 7),
    });
    expect(log.pauses.filter((pause) => pause > 0)).toEqual([7, 14]);
  });

  it('waits for nobody where nobody waits', async () => {
    await log.addEvents(200, CUT_OFF - 1);
    await purge({ duringBatch: () => void (log.time += 10) });
    expect(log.pauses).toEqual([]);
  });

  it('removes nothing while events are kept for ever', async () => {
    await log.journal.addEvent({ occurred_at: 0 });
    const rules = { days: 0, actions: { 'entry.*': 0 } };
    expect(await purge({ rules })).toEqual({ ran: false, reason: 'kept-for-ever' });
    expect(await log.instants()).toEqual([0]);
  });

  it('is refused by the triggers without the key of the journal', async () => {
    await log.journal.addEvent({ occurred_at: 0 });
    await log.retention();
    // The driver's errors are not instances of this realm's Error, which `toThrow` asks for.
    await expect(log.journal.db.getConnection(EVENT_TABLE).delete()).rejects.toMatchObject({
      message: expect.stringContaining('append-only'),
    });
  });

  it('records what it removed before it failed, and frees the lease', async () => {
    await log.addEvents(600, CUT_OFF - 1);
    const failing = await log.retention({
      duringBatch: (batch) => {
        if (batch === 2) throw new Error('disk full');
      },
    });
    await expect(failing.purge()).rejects.toThrow('disk full');
    expect(log.recorded).toEqual([
      expect.objectContaining({
        action: 'audit-log.purge',
        outcome: 'failure',
        reason: 'disk full',
        payload: expect.objectContaining({ removed: 100, end: 'failed' }),
      }),
    ]);
    expect(await purge({ instanceId: 'other' })).toMatchObject({ ran: true, removed: 500 });
  });

  it('says so where the database removes nothing', async () => {
    await log.addEvents(3, CUT_OFF - 1);
    await log.journal.db.connection.raw(
      `create trigger own before delete on ${EVENT_TABLE} begin select raise(ignore); end`
    );
    await expect(purge()).rejects.toThrow(/removed none of 3 old rows.*not of this plugin/);
  });

  it('runs once at a time in one process', async () => {
    await log.addEvents(600, CUT_OFF - 1);
    const retention = await log.retention();
    const [first, second] = await Promise.all([retention.purge(), retention.purge()]);
    expect(first).toMatchObject({ ran: true, removed: 600 });
    expect(second).toEqual({ ran: false, reason: 'already-running' });
    expect(await retention.purge()).toMatchObject({ ran: true, removed: 0 });
  });

  it('waits for a look that finds no unfinished run', async () => {
    await log.addEvents(3, CUT_OFF - 1);
    const retention = await log.retention();
    const [look, purge] = await Promise.all([retention.resume(), retention.purge()]);
    expect(look).toEqual({ ran: false, reason: 'nothing-unfinished' });
    expect(purge).toMatchObject({ ran: true, removed: 3 });
  });
});

describe('the rows of requests', () => {
  it('go with the last event that names them', async () => {
    await log.journal.addRequest({ request_id: 'gone', occurred_at: CUT_OFF - 2 });
    await log.journal.addRequest({ request_id: 'named', occurred_at: CUT_OFF - 2 });
    await log.journal.addEvent({ occurred_at: CUT_OFF - 1, request_id: 'gone' });
    await log.journal.addEvent({ occurred_at: CUT_OFF - 1, request_id: 'named' });
    await log.journal.addEvent({ occurred_at: CUT_OFF + 1, request_id: 'named' });
    expect(await purge()).toMatchObject({ removed: 2, requestsRemoved: 1 });
    const rows = await log.journal.db.getConnection(REQUEST_TABLE).select('request_id');
    expect(rows).toEqual([{ request_id: 'named' }]);
  });

  it('stay as long as they are young, named or not', async () => {
    await log.journal.addRequest({ request_id: 'old', occurred_at: CUT_OFF - 1 });
    await log.journal.addRequest({ request_id: 'kept', occurred_at: CUT_OFF });
    expect(await purge()).toMatchObject({ removed: 0, requestsRemoved: 1 });
    expect(await log.instants(REQUEST_TABLE)).toEqual([CUT_OFF]);
  });

  it('stay for an hour whatever goes: they may still be recording', async () => {
    await log.journal.addEvent({ occurred_at: NOW - 2 });
    await log.journal.addEvent({ occurred_at: NOW - 1 });
    await log.journal.addRequest({ request_id: 'running', occurred_at: NOW - 3 });
    await log.journal.addRequest({ request_id: 'over', occurred_at: NOW - 3_600_001 });
    expect(await purge({ rules: { days: 0, maxEvents: 1 } })).toMatchObject({
      removed: 1,
      requestsRemoved: 1,
    });
    expect(await log.instants(REQUEST_TABLE)).toEqual([NOW - 3]);
  });

  it('are all looked at, however many of them stay', async () => {
    const named = Array.from({ length: 1_100 }, (_, n) => `named-${String(n).padStart(4, '0')}`);
    const { connection } = log.journal.db;
    const row = { occurred_at: CUT_OFF - 5 };
    await connection.batchInsert(
      REQUEST_TABLE,
      [...named, 'zz-orphan'].map((request_id) => ({ ...row, request_id })),
      100
    );
    await connection.batchInsert(
      EVENT_TABLE,
      named.map((request_id) => ({
        document_id: request_id,
        request_id,
        operation_id: request_id,
        occurred_at: NOW,
      })),
      50
    );
    expect(await purge()).toMatchObject({ removed: 0, requestsRemoved: 1 });
  });
});

describe('a run that is out of time', () => {
  it('stops, says how much it did not look at, and goes on at the next one', async () => {
    await log.addEvents(900, CUT_OFF - 1);
    const inTime = () => void (log.time += 20_000);
    const rules = { maxMinutes: 1 };
    expect(await purge({ rules, duringBatch: inTime })).toMatchObject({ end: 'time-is-up' });
    const [capture] = log.recorded;
    const { removed } = capture!.payload as { removed: number };
    expect(removed).toBeLessThan(900);
    // A step of keys that was begun counts as not looked at.
    expect(capture!.payload).toMatchObject({ end: 'time-is-up', left: 900 - removed });
    expect(capture!.outcome).toBeUndefined();
    expect(await purge({ rules })).toMatchObject({ removed: 900 - removed, end: 'complete' });
  });
});

describe('stop', () => {
  it('ends a purge after its batch and lets none begin', async () => {
    await log.addEvents(1_500, CUT_OFF - 1);
    let stopping: Promise<void> | undefined;
    const retention = await log.retention({
      duringBatch: () => {
        stopping = retention.stop();
      },
    });
    expect(await retention.purge()).toMatchObject({ ran: true, removed: 100, end: 'broken-off' });
    await stopping;
    expect(await retention.purge()).toEqual({ ran: false, reason: 'stopped' });
    expect(log.recorded).toHaveLength(1);
  });
});
