import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { tableNames, toDialectName, type DialectName } from '../dialect';
import type { IndexDatabase } from './postings';
import { lockIndex, moveIndex } from './progress';

/** Rows of one statement: a few milliseconds. */
const BATCH = 2_000;

const affected = {
  sqlite: (result: unknown) => (result as { changes: number }).changes,
  postgres: (result: unknown) => (result as { rowCount: number }).rowCount,
  mysql: (result: unknown) => (result as [{ affectedRows: number }])[0].affectedRows,
} satisfies Record<DialectName, (result: unknown) => number>;

// In the order of the key: PostgreSQL would otherwise read all rows deleted before, each time.
const keyed = (table: string, key: string) =>
  `delete from ${table} where (${key}) in (select ${key} from ${table} order by ${key} limit ${BATCH})`;

const deleteSome = {
  sqlite: keyed,
  postgres: keyed,
  mysql: (table) => `delete from ${table} limit ${BATCH}`,
} satisfies Record<DialectName, (table: string, key: string) => string>;

export type AllowPurge = (trx: Knex.Transaction) => Promise<void>;

/**
 * Empties the index, in short transactions, so that its follower fills it anew from the first event
 * on. Meanwhile a search is refused; if the process dies, `continueClearing` goes on.
 *
 * @returns how many postings were deleted
 */
export async function clearIndex(db: IndexDatabase, allowPurge: AllowPurge): Promise<number> {
  await db.connection.transaction(async (trx) => {
    const { generation } = await lockIndex(db, trx);
    await moveIndex(db, trx, { cursor: 0, gaps: [], isClearing: true, generation: generation + 1 });
  });
  return continueClearing(db, allowPurge);
}

/**
 * Deletes what is left of an index that is being emptied. Several may do it at once, each batch under
 * the lock; whoever finds nothing left ends it.
 *
 * @param mayGoOn asked before each batch
 * @returns how many postings this call deleted
 */
export async function continueClearing(
  db: IndexDatabase,
  allowPurge: AllowPurge,
  mayGoOn: () => boolean = () => true
): Promise<number> {
  const tables = tableNames(db.getSchemaName());
  const dialect = toDialectName(db.dialect.client);
  const remove = async (trx: Knex.Transaction, table: string, key: string): Promise<number> =>
    affected[dialect](await trx.raw(deleteSome[dialect](table, key)));

  /** Null if nothing was left to do. */
  const step = (): Promise<number | null> =>
    db.connection.transaction(async (trx) => {
      const progress = await lockIndex(db, trx);
      if (!progress.isClearing) return null;
      await allowPurge(trx);
      const postings = await remove(trx, tables.postings, 'term_id, occurred_at, event_id');
      if (postings > 0) return postings;
      if ((await remove(trx, tables.terms, 'id')) > 0) return 0;
      await moveIndex(db, trx, { ...progress, isClearing: false });
      return null;
    });

  let removed = 0;
  while (mayGoOn()) {
    const count = await step();
    if (count === null) break;
    removed += count;
    await setImmediate();
  }
  return removed;
}
