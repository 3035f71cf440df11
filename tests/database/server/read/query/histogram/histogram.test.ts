import { NO_FILTER } from '../../../../../../server/src/contracts';
import { COUNT_CAP, type HistogramResponse } from '../../../../../../server/src/contracts';
import { EVENT_TABLE, ROLLUP_TABLE } from '../../../../../../server/src/plugin-id';
import { createQuery, type Query } from '../../../../../../server/src/read/query';
import {
  sampleSpans,
  SPAN_CAP,
} from '../../../../../../server/src/read/query/histogram/count-spans';
import { startBudget } from '../../../../../../server/src/read/query/budget';
import { createReader } from '../../../../../../server/src/read/query/read';
import { createPrepareQuery } from '../../../../../../server/src/read/query/matching';
import { createDeclaredActions } from '../../../../../../server/src/record/declared-actions';
import { forgetHours } from '../../../../../../server/src/follow/rollup';
import { createRollup } from '../../../../../../server/src/follow/rollup/rollup';
import { openJournalDatabase, type JournalDatabase } from '../../../../../helpers/journal-database';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2025, 5, 30, 12);

let journal: JournalDatabase;
let query: Query;

const ask = (q: string | undefined, timeZone?: string, more: object = {}) =>
  query.findHistogram({ ...(q && { q }), ...(timeZone && { timeZone }), ...more });

const sums = ({ buckets }: HistogramResponse) => ({
  count: buckets.reduce((total, { count }) => total + count, 0),
  failures: buckets.reduce((total, { failures }) => total + failures, 0),
});

/** The buckets that are not empty. */
const filled = ({ buckets }: HistogramResponse) =>
  buckets.flatMap(({ from, count, failures }) => (count > 0 ? [[from, count, failures]] : []));

const countAll = () =>
  createRollup({ db: journal.db, instanceId: 'test', pause: async () => undefined }).count();

beforeEach(async () => {
  journal = await openJournalDatabase();
  const actions = createDeclaredActions([]);
  query = createQuery({ db: journal.db, actions, now: () => NOW });
});
afterEach(() => journal.close());

describe('the chart of few events', () => {
  it('counts each in the bucket it happened in, failed and denied ones also apart', async () => {
    await journal.addEvent({ occurred_at: Date.UTC(2025, 5, 1, 0) });
    await journal.addEvent({ occurred_at: Date.UTC(2025, 5, 1, 23, 59), outcome: 'failure' });
    await journal.addEvent({ occurred_at: Date.UTC(2025, 5, 2, 0), outcome: 'denied' });
    const found = await ask(undefined);
    expect(found).toMatchObject({ interval: 'day', isExact: true, timeZone: 'UTC' });
    expect(found.buckets).toHaveLength(30);
    expect(filled(found)).toEqual([
      ['2025-06-01T00:00:00.000Z', 2, 1],
      ['2025-06-02T00:00:00.000Z', 1, 1],
    ]);
    expect(found.buckets.at(-1)!.to).toBe('2025-07-01T00:00:00.000Z');
  });

  it('has days that begin where the zone begins them', async () => {
    await journal.addEvent({ occurred_at: Date.UTC(2025, 5, 1, 22, 30) });
    const found = await ask(undefined, 'Europe/Berlin');
    expect(found.timeZone).toBe('Europe/Berlin');
    expect(filled(found)).toEqual([['2025-06-01T22:00:00.000Z', 1, 0]]);
  });

  it('shows the range that was asked for and not a moment more', async () => {
    await journal.addEvent({ occurred_at: NOW - 3 * DAY });
    await journal.addEvent({ occurred_at: NOW - 30 * DAY });
    const found = await ask('after:7d before:2025-06-29');
    expect(found.buckets[0]!.from).toBe(new Date(NOW - 7 * DAY).toISOString());
    expect(found.buckets.at(-1)!.to).toBe('2025-06-29T00:00:00.000Z');
    expect(sums(found)).toEqual({ count: 1, failures: 0 });
  });

  it('follows filters on the time, the last instant included', async () => {
    const at = Date.UTC(2025, 5, 20);
    for (const moved of [-1, 0, HOUR, HOUR + 1])
      await journal.addEvent({ occurred_at: at + moved });
    const filters = { occurredAt: { $gte: String(at), $lte: String(at + HOUR) } };
    const found = await ask(undefined, undefined, { filters });
    expect(sums(found).count).toBe(2);
    expect(found.interval).toBe('minute');
    expect(found.buckets.at(-1)!.to).toBe(new Date(at + HOUR + 1).toISOString());
  });

  it('counts an event that stands for a flood as one, as the list does', async () => {
    await journal.addEvent({ occurred_at: NOW - HOUR, count: 400 });
    expect(sums(await ask(undefined)).count).toBe(1);
  });

  it('also shows what a clock that was ahead wrote', async () => {
    await journal.addEvent({ occurred_at: NOW + 5 * HOUR });
    expect(sums(await ask(undefined)).count).toBe(1);
  });

  it('is empty buckets where nothing matches, exactly', async () => {
    const found = await ask('action:role.delete');
    expect(found.isExact).toBe(true);
    expect(found.buckets.length).toBeGreaterThan(1);
    expect(sums(found)).toEqual({ count: 0, failures: 0 });
  });

  it('has no buckets where a range ends before it begins', async () => {
    expect((await ask('after:today before:7d')).buckets).toEqual([]);
  });

  it.each([
    ['timeZone', { timeZone: 'Europe/Atlantis' }],
    ['timeZone', { timeZone: ['UTC', 'UTC'] }],
    ['q', { q: 'actr:anna' }],
    ['filters[nothing]', { filters: { nothing: '1' } }],
    ['page', { page: '1' }],
    ['interval', { interval: 'day' }],
  ])('refuses a %s it does not understand: %j', async (parameter, parameters) => {
    await expect(query.findHistogram(parameters)).rejects.toMatchObject({
      code: 'parameter-invalid',
      parameter,
    });
  });
});

/** Beyond `COUNT_CAP`: one every seven minutes up to now, of several kinds and with a few failures. */
const MANY = 12_000;
const MANY_FROM = NOW - MANY * 420_000;

const addMany = () =>
  journal.db.connection.raw(
    `insert into ${EVENT_TABLE} (document_id, occurred_at, action, outcome, origin, actor_type, actor_id, count)
     with recursive n(i) as (select 0 union all select i + 1 from n where i < ${MANY - 1})
     select 'many-' || i, ${MANY_FROM} + i * 420000,
       case i % 50 when 0 then 'role.delete' else 'entry.update' end,
       case when i % 10 = 3 then 'failure' when i % 35 = 4 then 'denied' else 'success' end,
       case i % 3 when 0 then 'cron' else 'admin-panel' end,
       case i % 3 when 0 then 'system' else 'admin-user' end, '7', 1 from n`
  );

const lastKey = async (): Promise<number> => {
  const [row] = await journal.db.connection(EVENT_TABLE).max({ last: 'id' });
  return Number(row?.last);
};

/** Counted by hand. */
async function reference({ buckets }: HistogramResponse, where: object = {}) {
  const rows: { occurred_at: number; outcome: string }[] = await journal.db
    .getConnection(EVENT_TABLE)
    .where(where)
    .select('occurred_at', 'outcome');
  return buckets.map(({ from, to }) => {
    const [begin, end] = [Date.parse(from), Date.parse(to)];
    const here = rows.filter(({ occurred_at: at }) => at >= begin && at < end);
    return [here.length, here.filter(({ outcome }) => outcome !== 'success').length];
  });
}
const counted = ({ buckets }: HistogramResponse) =>
  buckets.map(({ count, failures }) => [count, failures]);

describe('the chart of many events', () => {
  beforeEach(async () => {
    await addMany();
    await countAll();
  });

  it.each(['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Chatham'])(
    'is exact from the rollup in %s',
    async (timeZone) => {
      journal.statements();
      const found = await ask(undefined, timeZone);
      expect(journal.statements().join('\n')).toContain(ROLLUP_TABLE);
      expect(found.isExact).toBe(true);
      expect(counted(found)).toEqual(await reference(found));
      expect(sums(found).count).toBe(MANY);
    }
  );

  it.each<[string, object]>([
    ['action:entry.*', { action: 'entry.update' }],
    ['-action:role.delete after:2025-01-01', { action: 'entry.update' }],
  ])('is exact for %s', async (q, where) => {
    const found = await ask(q);
    expect(found.isExact).toBe(true);
    expect(sums(found).count).toBeGreaterThan(COUNT_CAP);
    expect(counted(found)).toEqual(await reference(found, where));
  });

  it('is exact for a filter that the rollup knows', async () => {
    const filters = { action: { $startsWith: 'entry.' } };
    const found = await ask(undefined, 'UTC', { filters });
    expect(found.isExact).toBe(true);
    expect(counted(found)).toEqual(await reference(found, { action: 'entry.update' }));
  });

  it('counts parts of hours at the ends of the range, where there are any', async () => {
    const filters = {
      occurredAt: { $gte: String(MANY_FROM + 1_234_567), $lte: String(NOW - 7_654_321) },
    };
    const found = await ask(undefined, 'UTC', { filters });
    expect(sums(found).count).toBeGreaterThan(COUNT_CAP);
    expect(counted(found)).toEqual(await reference(found));
  });

  it('adds what the job has not counted yet, what came late included', async () => {
    const last = await lastKey();
    await journal.addEvent({ id: last + 5, occurred_at: NOW - 50 * DAY });
    await countAll();
    await journal.addEvent({ id: last + 2, occurred_at: NOW - 49 * DAY, outcome: 'denied' });
    await journal.addEvent({ id: last + 9, occurred_at: NOW - 48 * DAY });
    const found = await ask(undefined);
    expect(sums(found).count).toBe(MANY + 3);
    expect(counted(found)).toEqual(await reference(found));
  });

  it('does not trust hours that a purge has begun to empty', async () => {
    const before = MANY_FROM + 30 * HOUR + 1_800_000;
    await journal.db.transaction(async ({ trx }) => {
      await journal.db
        .getConnection(EVENT_TABLE)
        .transacting(trx)
        .where('occurred_at', '<', before)
        .delete();
      await forgetHours(journal.db, trx, before - 1);
    });
    // For an hour whose count is stale.
    await journal.addEvent({ occurred_at: MANY_FROM + HOUR });
    const found = await ask(undefined);
    expect(found.isExact).toBe(true);
    expect(counted(found)).toEqual(await reference(found));
  });

  it('is not exact for anything else, tells each bucket up to a limit and says so', async () => {
    await journal.db.connection(EVENT_TABLE).update({ resource_type: 'a' });
    const dense = Array.from({ length: SPAN_CAP + 1 }, (_, n) => ({
      ...{ document_id: `dense-${n}`, occurred_at: NOW - 10 * DAY + n, resource_type: 'a' },
      action: 'entry.update',
      outcome: 'failure',
    }));
    await journal.db.connection.batchInsert(EVENT_TABLE, dense, 50);
    const found = await ask('type:a');
    expect(found.isExact).toBe(false);
    const real = await reference(found);
    const inexact = found.buckets.flatMap((bucket, index) => (bucket.isExact ? [] : [index]));
    expect(inexact).toHaveLength(1);
    expect(found.buckets[inexact[0]!]).toMatchObject({ count: SPAN_CAP, isExact: false });
    const [counts, expected] = [counted(found), real];
    for (const index of inexact) [counts[index], expected[index]] = [[], []];
    expect(counts).toEqual(expected);
  });

  it('leaves the oldest buckets uncounted rather than make the reader wait', async () => {
    const { db } = journal;
    const budget = startBudget(db);
    const reader = createReader({ db, budget });
    const questionOf = createPrepareQuery({ db });
    const question = await questionOf({ filter: NO_FILTER, timeZone: 'UTC' });
    const spans = [3, 2, 1].map((days) => ({ from: NOW - days * DAY, to: NOW - (days - 1) * DAY }));
    let time = 0;
    const clock = () => (time += 900);
    const tallies = await sampleSpans({ db, budget, reader }, question, spans, clock);
    expect(tallies.map(({ count, isExact }) => [count, isExact])).toEqual([
      ...[
        [0, false],
        [206, true],
        [205, true],
      ],
    ]);
  });

  it('counts in the journal, up to a limit, while the job is far behind', async () => {
    await journal.db.connection('audit_trail_state').delete();
    await journal.db.connection(ROLLUP_TABLE).delete();
    const found = await ask(undefined);
    expect(counted(found)).toEqual(await reference(found));
  });

  it('tells no event twice when the job moves on in the middle of it', async () => {
    await journal.addEvent({ occurred_at: NOW - 20 * DAY });
    let moved: unknown;
    // Between the reading of what is not counted yet and that of the counts.
    const connection = new Proxy(journal.db.connection, {
      get(target, name) {
        if (name !== 'from') return Reflect.get(target, name) as unknown;
        return (table: string) => {
          const builder = target.from(table);
          if (moved || !String(table).includes(ROLLUP_TABLE)) return builder;
          const then = builder.then.bind(builder);
          builder.then = (async (done: never, failed: never) => {
            moved ??= await countAll();
            return then(done, failed);
          }) as typeof builder.then;
          return builder;
        };
      },
    });
    const db = Object.create(journal.db, {
      connection: { value: connection },
    }) as typeof journal.db;
    query = createQuery({ db, actions: createDeclaredActions([]), now: () => NOW });
    const found = await ask(undefined);
    expect(moved).toEqual({ ran: true, counted: 1 });
    expect(sums(found).count).toBe(MANY + 1);
  });
});
