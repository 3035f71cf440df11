import { EVENT_TABLE } from '../../../plugin-id';
import { dialectOf, type QueryDatabase, type Statement } from '../database';
import type { KeyRange } from '../../../journal/gaps';
import type { OpenGap } from './place';

/** What is known about open transactions, read before the gaps are looked at again. */
export interface Horizon {
  /** Whether no transaction can fill a gap any more, if it is still empty now. */
  isClosed(gap: OpenGap): boolean;
}

/** What is noted about gaps that are found now. */
export type GapMark = Pick<OpenGap, 'foundAt' | 'nextTransaction'>;

/** Knows which keys may still come. */
export interface OpenGaps {
  /** Whether a lower key can commit after a higher one at all. */
  areKept: boolean;
  /** Read it before the rows in the gaps. */
  horizon(gaps: readonly OpenGap[]): Promise<Horizon>;
  /** Read it after the rows around the gaps. */
  mark(): Promise<GapMark>;
}

/**
 * Between taking a key and storing its row, a transaction shows on no database; this takes
 * microseconds.
 */
const GRACE_SECONDS = 5;

/** Only rows with a key in one of the ranges (ascending). */
export function whereInRanges(statement: Statement, column: string, ranges: readonly KeyRange[]) {
  const [first, last] = [ranges[0], ranges.at(-1)];
  return statement.whereBetween(column, [first?.from ?? 0, last?.to ?? 0]).where((any) => {
    for (const { from, to } of ranges) void any.orWhereBetween(column, [from, to]);
  });
}

/** Every transaction below the oldest running one has ended. */
function postgresGaps({ connection }: QueryDatabase): OpenGaps {
  const read = async (sql: string) =>
    (await connection.raw<{ rows: Record<string, unknown>[] }>(`select ${sql}`)).rows[0]!;
  return {
    areKept: true,
    async horizon() {
      const row = await read(
        'txid_snapshot_xmin(txid_current_snapshot()) as oldest, ' +
          'floor(extract(epoch from clock_timestamp())) as now'
      );
      const [oldest, now] = [Number(row.oldest), Number(row.now)];
      return {
        isClosed: ({ nextTransaction, foundAt }) =>
          nextTransaction <= oldest && now - foundAt >= GRACE_SECONDS,
      };
    },
    async mark() {
      // A number of its own is above those of all running transactions. The end of a snapshot is not:
      // it is one above the last transaction that has ended.
      const row = await read(
        'txid_current() as next, floor(extract(epoch from clock_timestamp())) as now'
      );
      return { nextTransaction: Number(row.next), foundAt: Number(row.now) };
    },
  };
}

/** A dirty read shows the rows of transactions that are still open. */
function mysqlGaps(db: QueryDatabase): OpenGaps {
  const { connection } = db;
  const clock = async (): Promise<number> => {
    const [rows] = await connection.raw<[{ now: unknown }[]]>('select unix_timestamp() as now');
    return Math.floor(Number(rows?.[0]?.now));
  };
  return {
    areKept: true,
    async horizon(gaps) {
      const now = await clock();
      const ids = await connection.transaction(
        async (trx) =>
          whereInRanges(trx(EVENT_TABLE), 'id', gaps).pluck('id') as Promise<unknown[]>,
        { isolationLevel: 'read uncommitted' }
      );
      const uncommitted = ids.map(Number);
      return {
        isClosed: ({ from, to, foundAt }) =>
          now - foundAt >= GRACE_SECONDS && !uncommitted.some((id) => id >= from && id <= to),
      };
    },
    mark: async () => ({ nextTransaction: 0, foundAt: await clock() }),
  };
}

/** SQLite has one writer at a time, so keys are taken in the order of the commits. */
const NO_GAPS: OpenGaps = {
  areKept: false,
  horizon: () => Promise.resolve({ isClosed: () => true }),
  mark: () => Promise.resolve({ nextTransaction: 0, foundAt: 0 }),
};

export function createOpenGaps(db: QueryDatabase): OpenGaps {
  const dialect = dialectOf(db);
  if (dialect === 'sqlite') return NO_GAPS;
  return dialect === 'postgres' ? postgresGaps(db) : mysqlGaps(db);
}
