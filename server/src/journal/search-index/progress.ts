import type { Knex } from 'knex';
import { STATE_TABLE } from '../../plugin-id';
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
}

const NAME = 'search-index';
const NOTHING: IndexProgress = { cursor: 0, gaps: [], isClearing: false };

const parse = (row: { value: unknown } | undefined): IndexProgress => ({
  ...NOTHING,
  ...fromJsonText<Partial<IndexProgress>>(row?.value),
});

const table = (db: StateDatabase) => db.getConnection(STATE_TABLE).where({ name: NAME });

/** As it is now, without a lock. */
export const readProgress = async (db: StateDatabase): Promise<IndexProgress> =>
  parse((await table(db).first('value')) as { value: unknown } | undefined);

/**
 * Lets no other transaction write the index until this one ends. SQLite has one writer anyway.
 */
export async function lockIndex(db: StateDatabase, trx: Knex.Transaction): Promise<IndexProgress> {
  const locked = async () =>
    (await table(db).transacting(trx).forUpdate().first('value')) as { value: unknown } | undefined;
  const row = await locked();
  if (row) return parse(row);
  const value = toJson(NOTHING);
  await db
    .getConnection(STATE_TABLE)
    .transacting(trx)
    .insert({ name: NAME, value })
    .onConflict('name')
    .ignore();
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
