import type { Knex } from 'knex';
import { EVENT_TABLE } from '../plugin-id';
import { toDialectName } from './dialect';
import type { KeyRange } from './gaps';

/** Keys whose transactions may still commit. */
export interface OpenGap extends KeyRange {
  /** When it was found, in seconds of the database's clock. */
  foundAt: number;
  /** PostgreSQL: the number of the next transaction at that time; 0 elsewhere. */
  nextTransaction: number;
  /** Several gaps and what is between them. */
  isFolded?: boolean;
  /** Whether `foundAt` and `nextTransaction` are still to be read: until then it stays open. */
  isUnmarked?: boolean;
}

interface GapDatabase {
  connection: Knex;
  dialect: { client: string };
}

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
const KEYS_AT_ONCE = 10_000;

/** Only rows with a key in one of the ranges (ascending). */
export function whereInRanges<Statement extends Knex.QueryBuilder>(
  statement: Statement,
  column: string,
  ranges: readonly KeyRange[]
): Statement {
  const [first, last] = [ranges[0], ranges.at(-1)];
  void statement.whereBetween(column, [first?.from ?? 0, last?.to ?? 0]).where((any) => {
    for (const { from, to } of ranges) void any.orWhereBetween(column, [from, to]);
  });
  return statement;
}

/** Every transaction below the oldest running one has ended. */
function postgresGaps({ connection }: GapDatabase): OpenGaps {
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
function mysqlGaps(db: GapDatabase): OpenGaps {
  const { connection } = db;
  const clock = async (): Promise<number> => {
    const [rows] = await connection.raw<[{ now: unknown }[]]>('select unix_timestamp() as now');
    return Math.floor(Number(rows?.[0]?.now));
  };
  const keysIn = async (
    gaps: readonly OpenGap[],
    isolationLevel: 'read uncommitted' | 'read committed',
    after: number,
    upTo = Infinity
  ): Promise<number[]> => {
    const ids: unknown[] = await connection.transaction(
      (trx) => {
        const rows = whereInRanges(trx(EVENT_TABLE), 'id', gaps).where('id', '>', after);
        if (upTo < Infinity) void rows.where('id', '<=', upTo);
        return rows.orderBy('id').limit(KEYS_AT_ONCE).pluck('id');
      },
      { isolationLevel }
    );
    return ids.map(Number);
  };
  return {
    areKept: true,
    async horizon(gaps) {
      const now = await clock();
      const uncommitted: number[] = [];
      // A wide gap may have many committed events in it.
      for (let after = -1; ;) {
        const all = await keysIn(gaps, 'read uncommitted', after);
        const last = all.at(-1);
        if (last === undefined) break;
        const committed = new Set(await keysIn(gaps, 'read committed', after, last));
        uncommitted.push(...all.filter((id) => !committed.has(id)));
        if (all.length < KEYS_AT_ONCE) break;
        after = last;
      }
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

export function createOpenGaps(db: GapDatabase): OpenGaps {
  const dialect = toDialectName(db.dialect.client);
  if (dialect === 'sqlite') return NO_GAPS;
  return dialect === 'postgres' ? postgresGaps(db) : mysqlGaps(db);
}
