import type { AuditTrailConfig } from '../../server/src/config';
import { resolveConfig } from '../../server/src/config';
import type { Capture } from '../../server/src/event';
import { createAppendOnly, tableNames } from '../../server/src/journal';
import { EVENT_TABLE } from '../../server/src/plugin-id';
import { createPurgeReads } from '../../server/src/read/query';
import type { Archive } from '../../server/src/upkeep/retention';
import type { Transaction } from '../../server/src/upkeep/retention/purge/ports';
import { createRetention, type Retention } from '../../server/src/upkeep/retention/retention';
import { openJournalDatabase, type JournalDatabase } from './journal-database';

export const DAY = 86_400_000;
export const NOW = Date.UTC(2025, 6, 1);
/** Of the default of 90 days. */
export const CUT_OFF = NOW - 90 * DAY;

/** Two of them are two instances on one database. */
export interface PurgeOptions {
  rules?: Partial<AuditTrailConfig['retention']>;
  instanceId?: string;
  inFlight?: () => number;
  archive?: Archive;
  portionSize?: number;
  /** Runs inside every batch's transaction. */
  duringBatch?: (batch: number, trx: Transaction) => void | Promise<void>;
  /** How far this instance's own clock is ahead, in milliseconds. */
  ahead?: number;
  /** In place of the log's own list. */
  record?: (capture: Capture) => Promise<unknown>;
}

/** A journal to purge, with a clock that stands still unless a test moves it. */
export interface PurgedJournal {
  journal: JournalDatabase;
  time: number;
  recorded: Capture[];
  pauses: number[];
  retention(options?: PurgeOptions): Promise<Retention>;
  /** `count` events, a millisecond apart, the last of them at `newest`. */
  addEvents(
    count: number,
    newest: number,
    columns?: { action?: string; bytes?: number }
  ): Promise<void>;
  /** When the rows of a table happened, oldest first. */
  instants(table?: string): Promise<number[]>;
  /** The public ids of what is left, oldest first. */
  left(): Promise<string[]>;
}

async function makeRetention(
  log: PurgedJournal,
  {
    rules,
    instanceId = 'this',
    inFlight = () => 0,
    duringBatch,
    ahead = 0,
    record = async (capture) => log.recorded.push(capture),
    ...archiving
  }: PurgeOptions = {}
): Promise<Retention> {
  const { db } = log.journal;
  const appendOnly = createAppendOnly({
    connection: db.connection,
    dialect: 'sqlite',
    tables: tableNames(undefined),
    warn: (message) => expect(message).toBe(''),
  });
  await appendOnly.enforce();
  let batch = 0;
  return createRetention({
    db,
    instanceId,
    load: { inFlight, answered: () => 0 },
    ...archiving,
    config: resolveConfig({ retention: rules ?? {} }),
    reads: createPurgeReads({ db, labelOf: () => null, now: () => log.time }),
    record,
    allowPurge: async (trx) => {
      await appendOnly.allowPurge(trx);
      await duringBatch?.((batch += 1), trx);
    },
    clock: { now: () => log.time + ahead },
    databaseTime: () => String(log.time),
    pause: async (milliseconds) => void log.pauses.push(milliseconds),
  });
}

/** An empty journal for each test of the file that calls this, and what purges it. */
export function purgedJournal(): PurgedJournal {
  const log = {
    retention: (options) => makeRetention(log, options),
    async addEvents(count, newest, { action = 'entry.create', bytes = 0 } = {}) {
      await log.journal.db.connection.raw(
        `insert into ${EVENT_TABLE}
           (document_id, occurred_at, action, outcome, origin, actor_type, count, bytes, tags, changes)
         with recursive n(i) as (select 0 union all select i + 1 from n where i < ${count - 1})
         select 'id-' || i || '-${newest}-${action}', ${newest} - i, '${action}', 'success', 'code',
           'system', 1, ${bytes}, '[]', '[]' from n`
      );
    },
    async instants(table = EVENT_TABLE) {
      const rows: { occurred_at: number }[] = await log.journal.db
        .getConnection(table)
        .select('occurred_at')
        .orderBy('occurred_at');
      return rows.map((row) => row.occurred_at);
    },
    async left() {
      const rows: { document_id: string }[] = await log.journal.db
        .getConnection(EVENT_TABLE)
        .select('document_id')
        .orderBy([{ column: 'occurred_at' }, { column: 'id' }]);
      return rows.map((row) => row.document_id);
    },
  } as PurgedJournal;
  beforeEach(async () => {
    log.journal = await openJournalDatabase();
    log.time = NOW;
    log.recorded = [];
    log.pauses = [];
  });
  afterEach(() => log.journal.close());
  return log;
}
