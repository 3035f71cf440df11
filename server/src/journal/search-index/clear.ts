import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { TERM_TABLE } from '../../plugin-id';
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

const KEY = 'term_id, occurred_at, event_id';

const deleteSome = {
  sqlite: (table) =>
    `delete from ${table} where (${KEY}) in (select ${KEY} from ${table} limit ${BATCH})`,
  postgres: (table) =>
    `delete from ${table} where (${KEY}) in (select ${KEY} from ${table} limit ${BATCH})`,
  mysql: (table) => `delete from ${table} limit ${BATCH}`,
} satisfies Record<DialectName, (table: string) => string>;

interface ClearingDatabase extends IndexDatabase {
  transaction<Result>(work: (given: { trx: Knex.Transaction }) => Promise<Result>): Promise<Result>;
}

/**
 * Empties the index, in short transactions, so that its follower fills it anew from the first event
 * on. Meanwhile a search is refused; if the process dies, the next call continues.
 *
 * @returns how many postings were deleted
 */
export async function clearIndex(
  db: ClearingDatabase,
  allowPurge: (trx: Knex.Transaction) => Promise<void>
): Promise<number> {
  const begin = async (isClearing: boolean) =>
    db.transaction(async ({ trx }) => {
      await lockIndex(db, trx);
      await moveIndex(db, trx, { cursor: 0, gaps: [], isClearing });
    });
  const table = tableNames(db.getSchemaName()).postings;
  const dialect = toDialectName(db.dialect.client);

  await begin(true);
  let removed = 0;
  for (let last = BATCH; last === BATCH; removed += last) {
    last = await db.transaction(async ({ trx }) => {
      await allowPurge(trx);
      return affected[dialect](await trx.raw(deleteSome[dialect](table)));
    });
    await setImmediate();
  }
  await db.transaction(async ({ trx }) => {
    await allowPurge(trx);
    await db.getConnection(TERM_TABLE).transacting(trx).delete();
  });
  await begin(false);
  return removed;
}
