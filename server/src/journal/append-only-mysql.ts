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
 * A variable of the session would outlive a transaction on a pooled connection. The key is a row
 * instead, named by its connection, written and removed inside one transaction.
 */
export const createMysqlGuard = (connection: Knex, tables: TableNames): TriggerGuard => {
  const findMissing = async () => {
    // Aliased: MySQL 8 spells the columns of its information schema in capitals.
    const rows = await connection('information_schema.triggers')
      .whereRaw('trigger_schema = DATABASE()')
      .select<{ name: string; place: string }[]>(
        ...['trigger_name as name', 'event_object_table as place']
      );
    return triggersOf(tables).filter(
      ({ name, table }) => !rows.some((row) => row.name === name && row.place === table.name)
    );
  };

  return {
    async create() {
      await connection.raw(
        `CREATE TABLE IF NOT EXISTS ${tables.purgeKey} (connection BIGINT UNSIGNED PRIMARY KEY) ENGINE=InnoDB`
      );
      await connection.raw(`DELETE FROM ${tables.purgeKey}`);
      for (const { name, statement, table } of await findMissing()) {
        await connection.raw(
          `CREATE TRIGGER ${name} BEFORE ${statement} ON ${table.qualified} FOR EACH ROW ` +
            `BEGIN IF NOT EXISTS (SELECT 1 FROM ${tables.purgeKey} WHERE connection = CONNECTION_ID()) ` +
            `THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${refusalOf(table.name)}'; END IF; END`
        );
      }
    },

    async isInForce() {
      return (await findMissing()).length === 0;
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
