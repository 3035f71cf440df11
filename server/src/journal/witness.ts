import type { Knex } from 'knex';
import { EVENT_TABLE, ROLLUP_TABLE, STATE_TABLE } from '../plugin-id';
import type { AppendOnly } from './append-only';
import { toDialectName, type DialectName, type TableNames } from './dialect';
import { clearIndex } from './search-index/clear';
import { createState } from './state';
import { readProgress } from './search-index/progress';

/** An event seen in the log, by which a later check recognises that the log is still the same. */
export interface Head {
  /** The row's numeric key. */
  key: number;
  /** The event's public id. */
  id: string;
  /** Epoch milliseconds. */
  occurredAt: number;
}

interface WitnessDatabase {
  connection: Knex;
  dialect: { client: string };
  getConnection(table: string): Knex.QueryBuilder;
  getSchemaName(): string | undefined;
  transaction<Result>(work: (given: { trx: Knex.Transaction }) => Promise<Result>): Promise<Result>;
}

export interface WitnessDeps {
  db: WitnessDatabase;
  tables: TableNames;
  allowPurge: AppendOnly['allowPurge'];
}

/** The rollup's stored state; without it, the rollup counts from the first event on. */
const ROLLUP_STATE = ['rollup', 'rollup-since'];

interface HeadRow {
  id: number | string;
  document_id: string;
  occurred_at: number | string;
}

const toHead = ({ id, document_id, occurred_at }: HeadRow): Head => ({
  key: Number(id),
  id: document_id,
  occurredAt: Number(occurred_at),
});

/** A truncated MySQL table restarts at 1; cursors over the log would never see those events. */
const continueAbove = {
  async sqlite({ db }, key) {
    await db
      .connection('sqlite_sequence')
      .where({ name: EVENT_TABLE })
      .where('seq', '<', key)
      .update({ seq: key });
  },
  async postgres({ db, tables: { events } }, key) {
    const sequence = 'pg_get_serial_sequence(?, ?)';
    await db.connection.raw(
      `SELECT setval(${sequence}, GREATEST(?, (SELECT COALESCE(MAX(id), 0) FROM ${events}), nextval(${sequence})))`,
      [events, 'id', key, events, 'id']
    );
  },
  async mysql({ db, tables: { events } }, key) {
    // The server uses the highest existing key if that is greater.
    await db.connection.raw(`ALTER TABLE ${events} AUTO_INCREMENT = ${key + 1}`);
  },
} satisfies Record<DialectName, (deps: WitnessDeps, key: number) => Promise<void>>;

/** The highest key that a purge removed although no higher one was left. */
const PURGED_END = 'purged-end';

/**
 * Notes that the newest event by key is purged, as happens where a clock was wrong: otherwise the
 * witness would take that for a damage. Call it in the purge's transaction, after the removal.
 */
export async function notePurgedEnd(
  db: Pick<WitnessDatabase, 'getConnection'>,
  trx: Knex.Transaction,
  key: number
): Promise<void> {
  const table = (name: string) => db.getConnection(name).transacting(trx);
  const left = (await table(EVENT_TABLE).max({ last: 'id' }).first()) as
    { last: number | string | null } | undefined;
  if (Number(left?.last ?? 0) > key) return;
  await createState({ getConnection: table }).write(PURGED_END, key);
}

/** Checks whether the log still holds what it held, and cleans up if it does not. */
export function createWitness(deps: WitnessDeps) {
  const { db, allowPurge } = deps;
  const wasPurged = async ({ key }: Head): Promise<boolean> =>
    Number((await createState(db).read(PURGED_END)) ?? 0) >= key;

  return {
    /** The newest event, and whether the one seen before still exists, or a purge removed it. */
    async look(seen: Head | null): Promise<{ newest: Head | null; isThere: boolean }> {
      const newestKey = db.getConnection(EVENT_TABLE).max('id');
      const rows: HeadRow[] = await db
        .getConnection(EVENT_TABLE)
        .select('id', 'document_id', 'occurred_at')
        .where('id', newestKey as unknown as number)
        .modify((query: Knex.QueryBuilder) => {
          if (seen) void query.orWhere({ id: seen.key });
        })
        .orderBy('id', 'desc');
      const isFound = seen === null || rows.some(({ document_id }) => document_id === seen.id);
      return {
        newest: rows[0] ? toHead(rows[0]) : null,
        isThere: isFound || (await wasPurged(seen)),
      };
    },

    /**
     * After events have vanished: later ones get keys above the last one seen, and the search index
     * and the rollup restart.
     * @returns how many entries the index had
     */
    async repair(seen: Head): Promise<number> {
      // The index may have seen events that came after the last check.
      const { cursor } = await readProgress(db);
      const key = Math.max(seen.key, cursor);
      await continueAbove[toDialectName(db.dialect.client)](deps, key);
      const removed = await clearIndex(db, allowPurge);
      await db.transaction(async ({ trx }) => {
        // In the order in which the rollup locks them.
        await db.getConnection(STATE_TABLE).transacting(trx).whereIn('name', ROLLUP_STATE).delete();
        await db.getConnection(ROLLUP_TABLE).transacting(trx).delete();
      });
      return removed;
    },
  };
}

export type Witness = ReturnType<typeof createWitness>;
