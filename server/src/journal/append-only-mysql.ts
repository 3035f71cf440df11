import type { Knex } from 'knex';
import { guardedTables, refusalOf, type GuardedTable, type TableNames } from './dialect';
import type { TriggerGuard } from './trigger-guard';

interface Trigger {
  name: string;
  statement: 'UPDATE' | 'DELETE';
  table: GuardedTable;
  /** As MySQL stores it. */
  body: string;
}

/** REPLACE and ON DUPLICATE KEY UPDATE fire these as well. TRUNCATE fires none. */
const triggersOf = (tables: TableNames): Trigger[] =>
  guardedTables(tables).flatMap((table) =>
    (['UPDATE', 'DELETE'] as const).map((statement) => ({
      table,
      statement,
      name: `${table.name}_no_${statement.toLowerCase()}`,
      body:
        `BEGIN IF NOT EXISTS (SELECT 1 FROM ${tables.purgeKey} WHERE connection = CONNECTION_ID()) ` +
        `THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${refusalOf(table.name)}'; END IF; END`,
    }))
  );

interface StoredTrigger {
  name: string;
  place: string;
  body: string;
}

/**
 * A session variable would outlive a transaction on a pooled connection. The key is a row instead,
 * named by its connection, inserted and deleted inside one transaction.
 */
export const createMysqlGuard = (connection: Knex, tables: TableNames): TriggerGuard => {
  const findMissing = async (): Promise<Trigger[]> => {
    // Aliased: MySQL 8 spells the columns of its information schema in capitals.
    const rows = await connection('information_schema.triggers')
      .whereRaw('trigger_schema = DATABASE()')
      .select<StoredTrigger[]>(
        ...['trigger_name as name', 'event_object_table as place', 'action_statement as body']
      );
    return triggersOf(tables).filter(
      ({ name, table, body }) =>
        !rows.some((row) => row.name === name && row.place === table.name && row.body === body)
    );
  };

  /** A key that was committed: the purge never does, so other code has opened the log. */
  const hasKey = async (): Promise<boolean> =>
    (await connection(tables.purgeKey).first('connection')) !== undefined;

  return {
    triggers: [...triggersOf(tables).map(({ name }) => name), tables.purgeKey],

    async create() {
      await connection.raw(
        `CREATE TABLE IF NOT EXISTS ${tables.purgeKey} (connection BIGINT UNSIGNED PRIMARY KEY) ENGINE=InnoDB`
      );
      const isOpen = await hasKey();
      await connection.raw(`DELETE FROM ${tables.purgeKey}`);
      const missing = await findMissing();
      for (const { name, statement, table, body } of missing) {
        await connection.raw(`DROP TRIGGER IF EXISTS ${name}`);
        await connection.raw(
          `CREATE TRIGGER ${name} BEFORE ${statement} ON ${table.qualified} FOR EACH ROW ${body}`
        );
      }
      return [...missing.map(({ name }) => name), ...(isOpen ? [tables.purgeKey] : [])];
    },

    async findMissing() {
      const missing = (await findMissing()).map(({ name }) => name);
      return (await hasKey()) ? [...missing, tables.purgeKey] : missing;
    },

    async unlock(trx) {
      await trx.raw(`INSERT IGNORE INTO ${tables.purgeKey} (connection) VALUES (CONNECTION_ID())`);
    },

    async lock(trx) {
      await trx.raw(`DELETE FROM ${tables.purgeKey} WHERE connection = CONNECTION_ID()`);
    },

    async drop(trx) {
      await trx.raw(`DROP TABLE IF EXISTS ${tables.purgeKey}`);
    },
  };
};
