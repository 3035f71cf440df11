import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { EVENT_TABLE, ROLLUP_TABLE, STATE_TABLE, TAG_TABLE } from '../plugin-id';
import type { AppendOnly } from './append-only';
import { toDialectName, type DialectName, type TableNames } from './dialect';

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
  transaction<Result>(work: (given: { trx: Knex.Transaction }) => Promise<Result>): Promise<Result>;
}

export interface WitnessDeps {
  db: WitnessDatabase;
  tables: TableNames;
  allowPurge: AppendOnly['allowPurge'];
}

/** Events whose terms are checked at once. */
const BATCH = 500;
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

/** Checks whether the log still holds what it held, and cleans up if it does not. */
export function createWitness(deps: WitnessDeps) {
  const { db, allowPurge } = deps;

  /** Deletes the terms of up to `BATCH` events that no longer exist. @returns where to continue */
  async function clearTermsAfter(key: number): Promise<{ last: number | null; removed: number }> {
    const keys: (number | string)[] = await db
      .getConnection(TAG_TABLE)
      .distinct('event_id')
      .where('event_id', '>', key)
      .orderBy('event_id')
      .limit(BATCH)
      .pluck('event_id');
    if (keys.length === 0) return { last: null, removed: 0 };
    const removed = await db.transaction(async ({ trx }) => {
      await allowPurge(trx);
      const events = db
        .getConnection(EVENT_TABLE)
        .select(trx.raw('1'))
        // A term carries its event's time: a new event that reuses a key has a different one.
        .whereRaw(`${EVENT_TABLE}.id = ${TAG_TABLE}.event_id`)
        .whereRaw(`${EVENT_TABLE}.occurred_at = ${TAG_TABLE}.occurred_at`);
      const gone: unknown = await db
        .getConnection(TAG_TABLE)
        .transacting(trx)
        .whereIn('event_id', keys)
        .whereNotExists(events)
        .delete();
      return Number(gone);
    });
    return { last: Number(keys.at(-1)), removed };
  }

  return {
    /** The newest event, and whether the one seen before still exists. One query. */
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
      return {
        newest: rows[0] ? toHead(rows[0]) : null,
        isThere: seen === null || rows.some(({ document_id }) => document_id === seen.id),
      };
    },

    /**
     * After events have vanished: later ones get keys above the last one seen, the terms of the
     * vanished ones are deleted, and the rollup restarts.
     * @returns how many terms were deleted
     */
    async repair(seen: Head): Promise<number> {
      // Events after the last check are known only by their terms.
      const row = (await db.getConnection(TAG_TABLE).max('event_id as last').first()) as
        { last: number | string | null } | undefined;
      const key = Math.max(seen.key, Number(row?.last ?? 0));
      await continueAbove[toDialectName(db.dialect.client)](deps, key);
      let removed = 0;
      for (let last: number | null = 0; last !== null;) {
        const step = await clearTermsAfter(last);
        removed += step.removed;
        last = step.last;
        await setImmediate();
      }
      await db.transaction(async ({ trx }) => {
        await db.getConnection(ROLLUP_TABLE).transacting(trx).delete();
        await db.getConnection(STATE_TABLE).transacting(trx).whereIn('name', ROLLUP_STATE).delete();
      });
      return removed;
    },
  };
}

export type Witness = ReturnType<typeof createWitness>;
