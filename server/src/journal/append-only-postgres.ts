import type { Knex } from 'knex';
import type { TriggerGuard } from './append-only';
import { guardedTables, refusalOf, type GuardedTable, type TableNames } from './dialect';

const triggersOf = ({ name, qualified }: GuardedTable) => ({
  [`${name}_no_change`]: `BEFORE UPDATE OR DELETE ON ${qualified} FOR EACH ROW`,
  [`${name}_no_truncate`]: `BEFORE TRUNCATE ON ${qualified} FOR EACH STATEMENT`,
});

const FUNCTION = 'audit_trail_refuse_change';

/** The key is a setting that PostgreSQL itself forgets at the end of the transaction. */
export const createPostgresGuard = (connection: Knex, tables: TableNames): TriggerGuard => {
  const fn = tables.schema ? `${tables.schema}.${FUNCTION}` : FUNCTION;

  const findTriggers = async (table: GuardedTable): Promise<string[]> => {
    const result = await connection.raw<{ rows: { tgname: string }[] }>(
      `SELECT tgname FROM pg_trigger WHERE tgrelid = ?::regclass AND tgenabled <> 'D'`,
      [table.qualified]
    );
    return result.rows.map((row) => row.tgname);
  };

  const findMissing = async () => {
    const missing: { name: string; definition: string; table: GuardedTable }[] = [];
    for (const table of guardedTables(tables)) {
      const existing = await findTriggers(table);
      for (const [name, definition] of Object.entries(triggersOf(table))) {
        if (!existing.includes(name)) missing.push({ name, definition, table });
      }
    }
    return missing;
  };

  return {
    async create() {
      // Making a trigger locks the table against writers, so a boot that needs none makes none.
      const missing = await findMissing();
      if (missing.length === 0) return;

      await connection.raw(
        `CREATE OR REPLACE FUNCTION ${fn}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ` +
          `IF current_setting('audit_trail.purge', true) = '1' THEN ` +
          `IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END IF; ` +
          `RAISE EXCEPTION USING MESSAGE = replace('${refusalOf('%')}', '%', TG_TABLE_NAME), ` +
          `ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME; END $$`
      );
      for (const { name, definition, table } of missing) {
        await connection.raw(`DROP TRIGGER IF EXISTS ${name} ON ${table.qualified}`);
        await connection.raw(`CREATE TRIGGER ${name} ${definition} EXECUTE FUNCTION ${fn}()`);
      }
    },

    async isInForce() {
      return (await findMissing()).length === 0;
    },

    async unlock(trx) {
      await trx.raw(`SELECT set_config('audit_trail.purge', '1', true)`);
    },

    async drop(trx) {
      await trx.raw(`DROP FUNCTION IF EXISTS ${fn}()`);
    },
  };
};
