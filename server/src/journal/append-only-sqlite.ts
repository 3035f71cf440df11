import type { Knex } from 'knex';
import { guardedTables, refusalOf, type GuardedTable, type TableNames } from './dialect';
import type { TriggerGuard } from './trigger-guard';

interface Trigger {
  name: string;
  table: string;
  /** As SQLite stores it. */
  sql: string;
}

/**
 * REPLACE deletes the conflicting row without firing its DELETE trigger, so an INSERT is refused if
 * its row already exists. A row without an explicit key reads as -1 before it is inserted.
 */
const existing = ({ name, qualified }: GuardedTable, unique: readonly string[]): string =>
  [
    `(NEW.rowid <> -1 AND EXISTS (SELECT 1 FROM ${qualified} WHERE rowid = NEW.rowid))`,
    ...unique.map((column) => `EXISTS (SELECT 1 FROM ${name} WHERE ${column} = NEW.${column})`),
  ].join(' OR ');

const statementsOn = ({ unique }: GuardedTable) =>
  unique === null ? (['UPDATE', 'DELETE'] as const) : (['UPDATE', 'DELETE', 'INSERT'] as const);

const triggersOf = (tables: TableNames): Trigger[] =>
  guardedTables(tables).flatMap((table) =>
    statementsOn(table).map((statement) => {
      const name = `${table.name}_no_${statement === 'INSERT' ? 'replace' : statement.toLowerCase()}`;
      const also = statement === 'INSERT' ? ` AND (${existing(table, table.unique ?? [])})` : '';
      return {
        name,
        table: table.name,
        sql:
          `CREATE TRIGGER ${name} BEFORE ${statement} ON ${table.qualified} ` +
          `WHEN NOT EXISTS (SELECT 1 FROM ${tables.purgeKey})${also} ` +
          `BEGIN SELECT RAISE(ABORT, '${refusalOf(table.name)}'); END`,
      };
    })
  );

/**
 * SQLite has no session variables, so the key is a row that is inserted and deleted inside one
 * transaction: it is never visible elsewhere, and a crash removes it.
 */
export const createSqliteGuard = (connection: Knex, tables: TableNames): TriggerGuard => {
  const findMissing = async (database: Knex = connection): Promise<Trigger[]> => {
    const found = await database('sqlite_master')
      .where({ type: 'trigger' })
      .select<{ name: string; tbl_name: string; sql: string }[]>('name', 'tbl_name', 'sql');
    return triggersOf(tables).filter(
      ({ name, table, sql }) =>
        !found.some((one) => one.name === name && one.tbl_name === table && one.sql === sql)
    );
  };

  /** A key that was committed: the purge never does, so other code has opened the log. */
  const hasKey = async (database: Knex = connection): Promise<boolean> =>
    (await database(tables.purgeKey).first('id')) !== undefined;

  return {
    triggers: [...triggersOf(tables).map(({ name }) => name), tables.purgeKey],

    create: () =>
      connection.transaction(async (trx) => {
        await trx.raw(
          `CREATE TABLE IF NOT EXISTS ${tables.purgeKey} (id INTEGER PRIMARY KEY CHECK (id = 1))`
        );
        const isOpen = await hasKey(trx);
        await trx.raw(`DELETE FROM ${tables.purgeKey}`);
        const missing = await findMissing(trx);
        for (const { name, sql } of missing) {
          await trx.raw(`DROP TRIGGER IF EXISTS ${name}`);
          await trx.raw(sql);
        }
        return [...missing.map(({ name }) => name), ...(isOpen ? [tables.purgeKey] : [])];
      }),

    async findMissing() {
      const missing = (await findMissing()).map(({ name }) => name);
      return (await hasKey()) ? [...missing, tables.purgeKey] : missing;
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
  };
};
