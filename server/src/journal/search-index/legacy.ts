import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { LEGACY_TERM_TABLE } from '../../plugin-id';
import { tableNames, toDialectName, type DialectName } from '../dialect';
import type { AllowPurge } from './clear';
import type { IndexDatabase } from './postings';

/** Rows of one statement: a few milliseconds. */
const BATCH = 2_000;

const deleteSome = {
  sqlite: (table) =>
    `delete from ${table} where rowid in (select rowid from ${table} limit ${BATCH})`,
  postgres: (table) =>
    `delete from ${table} where ctid = any (array(select ctid from ${table} limit ${BATCH}))`,
  mysql: (table) => `delete from ${table} limit ${BATCH}`,
} satisfies Record<DialectName, (table: string) => string>;

/**
 * Empties the search terms of 0.1.0: they hold names, which a purge or an erasure must not leave
 * there. The table stays, because in a rolling deployment instances of 0.1.0 still write into it.
 *
 * @param mayGoOn asked before each batch
 * @returns whether there is such a table
 */
export async function emptyLegacyTerms(
  db: IndexDatabase,
  allowPurge: AllowPurge,
  mayGoOn: () => boolean
): Promise<boolean> {
  const { schema } = tableNames(db.getSchemaName());
  const own = db.getSchemaName();
  const tables: Knex.SchemaBuilder = own
    ? db.connection.schema.withSchema(own)
    : db.connection.schema;
  if (!(await tables.hasTable(LEGACY_TERM_TABLE))) return false;
  const dialect = toDialectName(db.dialect.client);
  const table = schema ? `${schema}.${LEGACY_TERM_TABLE}` : LEGACY_TERM_TABLE;
  while (mayGoOn() && (await db.getConnection(LEGACY_TERM_TABLE).first('event_id'))) {
    await db.connection.transaction(async (trx) => {
      await allowPurge(trx);
      await trx.raw(deleteSome[dialect](table));
    });
    await setImmediate();
  }
  return true;
}
