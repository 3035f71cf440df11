import {
  EVENT_TABLE,
  LEASE_TABLE,
  LEGACY_TERM_TABLE,
  POSTING_TABLE,
  REQUEST_TABLE,
  ROLLUP_TABLE,
  STATE_TABLE,
  TERM_TABLE,
  VIEW_TABLE,
} from '../../plugin-id';
import type { Database } from './application';
import { forgetInStrapi } from './forget-in-strapi';
import { guardOf } from './guard-of';

const TABLES = [
  ...[POSTING_TABLE, TERM_TABLE, EVENT_TABLE, REQUEST_TABLE, ROLLUP_TABLE],
  ...[STATE_TABLE, LEASE_TABLE, VIEW_TABLE, LEGACY_TERM_TABLE],
];

/**
 * Removes everything of the plugin from the database. All of it or nothing on SQLite and
 * PostgreSQL; MySQL commits with each table, in an order that lets a second call finish the first.
 *
 * @returns how many tables were dropped
 */
export async function drop(db: Database): Promise<number> {
  const guard = guardOf(db);
  return db.transaction(async ({ trx }) => {
    await forgetInStrapi(db, trx);
    let dropped = 0;
    for (const table of TABLES) {
      if (!(await db.getSchemaConnection(trx).hasTable(table))) continue;
      await db.getSchemaConnection(trx).dropTable(table);
      dropped += 1;
    }
    await guard.drop(trx);
    return dropped;
  });
}
