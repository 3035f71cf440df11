import { EVENT_TABLE, LEASE_TABLE, ROLLUP_TABLE } from '../../../../../server/src/plugin-id';
import { GAP_LIFETIME_MS } from '../../../../../server/src/follow/rollup/gaps';
import { forgetHours } from '../../../../../server/src/follow/rollup/hours';
import { readRollupState } from '../../../../../server/src/follow/rollup/state';
import { createRollup } from '../../../../../server/src/follow/rollup/rollup';
import { openJournalDatabase, type JournalDatabase } from '../../../../helpers/journal-database';

const HOUR = 3_600_000;
const NOON = Date.UTC(2025, 5, 1, 12);

let journal: JournalDatabase;
let time: number;

type Database = Parameters<typeof createRollup>[0]['db'];

interface Options {
  db?: Database;
  instanceId?: string;
  pause?: () => Promise<void>;
}

const makeRollup = ({ db = journal.db, instanceId = 'this', ...options }: Options = {}) => {
  const { pause = async () => undefined } = options;
  return createRollup({ db, instanceId, pause, clock: { now: () => time } });
};

/** `count` events, a second apart, the first of them at noon. */
const addEvents = (count: number) =>
  journal.db.connection.raw(
    `insert into ${EVENT_TABLE} (document_id, occurred_at, action, outcome, origin, actor_type, count)
     with recursive n(i) as (select 0 union all select i + 1 from n where i < ${count - 1})
     select 'id-' || i, ${NOON} + i * 1000, 'entry.create', 'success', 'code', 'system', 1 from n`
  );

const hours = async (): Promise<Record<string, number>> => {
  const rows: { hour: number; count: number }[] = await journal.db
    .getConnection(ROLLUP_TABLE)
    .select('hour')
    .sum({ count: 'count' })
    .groupBy('hour')
    .orderBy('hour');
  return Object.fromEntries(rows.map((row) => [new Date(row.hour).toISOString(), row.count]));
};
const inRollup = async () =>
  Object.values(await hours()).reduce((total, count) => total + count, 0);

const forget = (instant: number) =>
  journal.db.transaction(({ trx }) => forgetHours(journal.db, trx, instant));

beforeEach(async () => {
  journal = await openJournalDatabase();
  time = NOON;
});
afterEach(() => journal.close());

describe('the count by the hour', () => {
  it('tells action, outcome, origin and kind of actor apart', async () => {
    await journal.addEvent({ occurred_at: NOON });
    await journal.addEvent({ occurred_at: NOON + HOUR - 1 });
    await journal.addEvent({ occurred_at: NOON + HOUR });
    await journal.addEvent({ occurred_at: NOON, outcome: 'failure' });
    await journal.addEvent({ occurred_at: NOON, action: 'role.delete' });
    await journal.addEvent({ occurred_at: NOON, origin: 'cron', actor_type: 'system' });
    expect(await makeRollup().count()).toEqual({ ran: true, counted: 6 });
    const usual = { action: 'entry.update', outcome: 'success', origin: 'admin-panel' };
    const row = { hour: NOON, ...usual, actor_type: 'admin-user', count: 1 };
    const rows = await journal.db.getConnection(ROLLUP_TABLE).select('*');
    expect(rows).toHaveLength(5);
    expect(rows).toEqual(
      expect.arrayContaining([
        { ...row, count: 2 },
        { ...row, hour: NOON + HOUR },
        { ...row, outcome: 'failure' },
        { ...row, action: 'role.delete' },
        { ...row, origin: 'cron', actor_type: 'system' },
      ])
    );
  });

  it('goes on where it stopped, and does nothing where nothing is new', async () => {
    await addEvents(1_201);
    expect(await makeRollup().count()).toEqual({ ran: true, counted: 1_201 });
    expect(await makeRollup().count()).toEqual({ ran: false, reason: 'up-to-date' });
    await journal.addEvent({ occurred_at: NOON });
    expect(await makeRollup().count()).toEqual({ ran: true, counted: 1 });
    expect(await hours()).toEqual({ '2025-06-01T12:00:00.000Z': 1_202 });
  });

  it('counts what was recorded late for an hour long gone', async () => {
    await journal.addEvent({ occurred_at: NOON });
    await makeRollup().count();
    await journal.addEvent({ occurred_at: NOON - 1_000 * HOUR });
    await makeRollup().count();
    expect(await inRollup()).toBe(2);
  });
});

describe('events that commit out of the order of their keys', () => {
  it('are counted once, when they come', async () => {
    await journal.addEvent({ id: 1, occurred_at: NOON });
    await journal.addEvent({ id: 5, occurred_at: NOON });
    await makeRollup().count();
    await journal.addEvent({ id: 3, occurred_at: NOON });
    expect(await makeRollup().count()).toEqual({ ran: true, counted: 1 });
    expect(await makeRollup().count()).toEqual({ ran: false, reason: 'up-to-date' });
    await journal.addEvent({ id: 4, occurred_at: NOON });
    await journal.addEvent({ id: 6, occurred_at: NOON });
    await makeRollup().count();
    expect(await inRollup()).toBe(5);
  });

  it('are looked for as long as a transaction may take, then no more', async () => {
    await journal.addEvent({ id: 5, occurred_at: NOON });
    await makeRollup().count();
    time += GAP_LIFETIME_MS - 1;
    await journal.addEvent({ id: 3, occurred_at: NOON });
    expect(await makeRollup().count()).toEqual({ ran: true, counted: 1 });
    time += 1;
    await journal.addEvent({ id: 4, occurred_at: NOON });
    expect(await makeRollup().count()).toEqual({ ran: false, reason: 'up-to-date' });
  });
});

describe('a crash', () => {
  it('between two batches repeats nothing and leaves nothing out', async () => {
    await addEvents(1_200);
    const dies = makeRollup({ pause: () => Promise.reject(new Error('power cut')) });
    await expect(dies.count()).rejects.toThrow('power cut');
    expect(await inRollup()).toBe(500);
    expect(await makeRollup().count()).toEqual({ ran: true, counted: 700 });
    expect(await inRollup()).toBe(1_200);
  });

  it('inside a batch leaves neither counts nor cursor behind', async () => {
    await addEvents(10);
    await journal.db.connection.raw(
      `create trigger power_cut before insert on ${ROLLUP_TABLE}
       begin select raise(abort, 'power cut'); end`
    );
    await expect(makeRollup().count()).rejects.toMatchObject({
      message: expect.stringContaining('power cut'),
    });
    expect((await readRollupState(journal.db)).state.cursor).toBe(0);
    await journal.db.connection.raw('drop trigger power_cut');
    await makeRollup().count();
    expect(await inRollup()).toBe(10);
  });
});

describe('among several instances', () => {
  it('only one counts', async () => {
    await addEvents(600);
    const instances = ['a', 'b', 'c'].map((instanceId) => makeRollup({ instanceId }));
    const verdicts = await Promise.all(instances.map((one) => one.count()));
    expect(verdicts.filter(({ ran }) => ran)).toHaveLength(1);
    expect(await inRollup()).toBe(600);
  });

  it.each([0, 600])('one that lost its lease without knowing adds nothing, after %i', async (n) => {
    if (n > 0) await addEvents(n);
    await makeRollup().count();
    await journal.addEvent({ occurred_at: NOON });
    const other = makeRollup({ instanceId: 'other' });
    // The other one goes on right after this one has read the rows it is to count.
    const overtaken = Object.create(journal.db, {
      transaction: {
        async value(work: never) {
          await journal.db.getConnection(LEASE_TABLE).update({ until: 0 });
          expect(await other.count()).toEqual({ ran: true, counted: 1 });
          return journal.db.transaction(work);
        },
      },
    }) as Database;
    // The driver's errors are not instances of this realm's Error, which `toThrow` asks for.
    await expect(makeRollup({ instanceId: 'slow', db: overtaken }).count()).rejects.toMatchObject({
      message: expect.stringMatching(/another instance|UNIQUE/),
    });
    expect(await inRollup()).toBe(n + 1);
  });

  it('one and the same counts once at a time', async () => {
    await addEvents(600);
    const rollup = makeRollup();
    const verdicts = await Promise.all([rollup.count(), rollup.count()]);
    expect(verdicts[1]).toEqual({ ran: false, reason: 'already-running' });
    expect(await inRollup()).toBe(600);
  });
});

describe('hours of which events are removed', () => {
  it('are forgotten up to the last of them, younger ones stay', async () => {
    for (const hour of [-2, -1, 0, 1]) await journal.addEvent({ occurred_at: NOON + hour * HOUR });
    await makeRollup().count();
    await forget(NOON - 1);
    expect(Object.values(await hours())).toEqual([1, 1]);
    expect((await readRollupState(journal.db)).state.since).toBe(NOON);
  });

  it('are not trusted again because an even older one is removed', async () => {
    await forget(NOON);
    await forget(NOON - 50 * HOUR);
    expect((await readRollupState(journal.db)).state.since).toBe(NOON + HOUR);
  });
});

describe('stop', () => {
  it('ends a count after its batch and lets none begin', async () => {
    await addEvents(1_200);
    let stopping: Promise<void> | undefined;
    const rollup = makeRollup({
      pause: async () => {
        stopping = rollup.stop();
      },
    });
    expect(await rollup.count()).toEqual({ ran: true, counted: 500 });
    await stopping;
    expect(await rollup.count()).toEqual({ ran: false, reason: 'stopped' });
  });
});
