import type { Knex } from 'knex';
import type { TriggerGuard } from './append-only';
import { guardedTables, refusalOf, type TableNames } from './dialect';

const triggersOf = (tables: TableNames) =>
  guardedTables(tables).flatMap((table) =>
    (['UPDATE', 'DELETE'] as const).map((statement) => ({
      ...{ table, statement },
      name: `${table.name}_no_${statement.toLowerCase()}`,
    }))
  );

/**
 * SQLite has no variables of a session, so the key is a row that is written and removed inside one
 * transaction: nobody else ever sees it, and a crash takes it away.
 */
export const createSqliteGuard = (connection: Knex, tables: TableNames): TriggerGuard => ({
  async create() {
    await connection.raw(
      `CREATE TABLE IF NOT EXISTS ${tables.purgeKey} (id INTEGER PRIMARY KEY CHECK (id = 1))`
    );
    await connection.raw(`DELETE FROM ${tables.purgeKey}`);
    for (const { name, statement, table } of triggersOf(tables)) {
      await connection.raw(
        `CREATE TRIGGER IF NOT EXISTS ${name} BEFORE ${statement} ON ${table.qualified} ` +
          `WHEN NOT EXISTS (SELECT 1 FROM ${tables.purgeKey}) ` +
          `BEGIN SELECT RAISE(ABORT, '${refusalOf(table.name)}'); END`
      );
    }
  },

  async isInForce() {
    const wanted = triggersOf(tables);
    const found = await connection('sqlite_master')
      .where({ type: 'trigger' })
      .select<{ name: string; tbl_name: string }[]>('name', 'tbl_name');
    return wanted.every(({ name, table }) =>
      found.some((trigger) => trigger.name === name && trigger.tbl_name === table.name)
    );
  },

  async unlock(trx) {
    await trx.raw(`INSERT OR IGNORE INTO ${tables.purgeKey} (id) VALUES (1)`);
  },

  async lock(trx) {
    await trx.raw(`DELETE FROM ${tables.purgeKey}`);
  },

  async drop(trx) {
    await trx.raw(`DROP TABLE IF EXISTS ${tables.purgeKey}`);
  },
});
