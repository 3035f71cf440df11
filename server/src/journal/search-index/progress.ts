import type { Knex } from 'knex';
import { POSTING_TABLE, STATE_TABLE } from '../../plugin-id';
import { fromJsonText, toJson } from '../column-values';
import type { OpenGap } from '../open-gaps';

interface StateDatabase {
  getConnection(table: string): Knex.QueryBuilder;
}

/** How far the search index follows the journal. */
export interface IndexProgress {
  /** The key of the last indexed event. */
  cursor: number;
  /** Keys below it whose transactions may still commit. */
  gaps: OpenGap[];
  /** Whether the index is being emptied: nothing is added or read until that is done. */
  isClearing: boolean;
  /** How often it has been emptied: what was read of it since then is worth nothing. */
  generation: number;
}

const NAME = 'search-index';
const NOTHING: IndexProgress = { cursor: 0, gaps: [], isClearing: false, generation: 0 };

const parse = (row: { value: unknown } | undefined): IndexProgress => ({
  ...NOTHING,
  ...fromJsonText<Partial<IndexProgress>>(row?.value),
});

const table = (db: StateDatabase) => db.getConnection(STATE_TABLE).where({ name: NAME });

/** As it is now, without a lock. */
export const readProgress = async (db: StateDatabase): Promise<IndexProgress> =>
  parse((await table(db).first('value')) as { value: unknown } | undefined);

const insert = (db: StateDatabase, progress: IndexProgress): Knex.QueryBuilder =>
  db
    .getConnection(STATE_TABLE)
    .insert({ name: NAME, value: toJson(progress) })
    .onConflict('name')
    .ignore();

/**
 * Adds the row if it is missing: on MySQL, two transactions that lock a missing row deadlock. Without
 * the row, or without any posting, the index does not belong to this log, as after a restore: it is
 * emptied and filled from the first event on.
 */
export async function prepareProgress(db: StateDatabase & { connection: Knex }): Promise<void> {
  await insert(db, { ...NOTHING, isClearing: true });
  if (await db.getConnection(POSTING_TABLE).first('term_id')) return;
  await db.connection.transaction(async (trx) => {
    const progress = await lockIndex(db, trx);
    const row: unknown = await db.getConnection(POSTING_TABLE).transacting(trx).first('term_id');
    if (!row) await moveIndex(db, trx, { ...progress, cursor: 0, gaps: [] });
  });
}

/**
 * Lets no other transaction write the index until this one ends. SQLite has one writer anyway.
 */
export async function lockIndex(db: StateDatabase, trx: Knex.Transaction): Promise<IndexProgress> {
  const locked = async () =>
    (await table(db).transacting(trx).forUpdate().first('value')) as { value: unknown } | undefined;
  const row = await locked();
  if (row) return parse(row);
  await insert(db, NOTHING).transacting(trx);
  return parse(await locked());
}

/** Must run in the transaction that locked the index. */
export const moveIndex = async (
  db: StateDatabase,
  trx: Knex.Transaction,
  progress: IndexProgress
): Promise<void> => {
  await table(db)
    .transacting(trx)
    .update({ value: toJson(progress) });
};
