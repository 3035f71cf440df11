import type { Knex } from 'knex';
import { guardedTables, refusalOf, type GuardedTable, type TableNames } from './dialect';
import type { TriggerGuard } from './trigger-guard';

interface Trigger {
  name: string;
  definition: string;
  table: GuardedTable;
}

const triggersOf = (tables: TableNames): Trigger[] =>
  guardedTables(tables).flatMap((table) => [
    {
      ...{ name: `${table.name}_no_change`, table },
      definition: `BEFORE UPDATE OR DELETE ON ${table.qualified} FOR EACH ROW`,
    },
    {
      ...{ name: `${table.name}_no_truncate`, table },
      definition: `BEFORE TRUNCATE ON ${table.qualified} FOR EACH STATEMENT`,
    },
  ]);

const FUNCTION = 'audit_trail_refuse_change';

const BODY =
  ` BEGIN IF current_setting('audit_trail.purge', true) = txid_current()::text THEN ` +
  `IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END IF; ` +
  `RAISE EXCEPTION USING MESSAGE = replace('${refusalOf('%')}', '%', TG_TABLE_NAME), ` +
  `ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME; END `;

/** Enabled for ordinary sessions, and with the body that refuses. */
const FIND_WORKING =
  'SELECT t.tgname AS name, c.relname AS place FROM pg_trigger t ' +
  'JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid ' +
  "WHERE t.tgrelid = ANY (?::text[]::regclass[]) AND t.tgenabled IN ('O', 'A') AND p.prosrc = ?";

/**
 * The key is a setting that PostgreSQL itself resets at the end of the transaction. It names the
 * transaction: set for a whole session, it opens nothing.
 */
export const createPostgresGuard = (connection: Knex, tables: TableNames): TriggerGuard => {
  const fn = tables.schema ? `${tables.schema}.${FUNCTION}` : FUNCTION;

  const findMissing = async (): Promise<Trigger[]> => {
    const names = guardedTables(tables).map(({ qualified }) => qualified);
    const { rows } = await connection.raw<{ rows: { name: string; place: string }[] }>(
      FIND_WORKING,
      [names, BODY]
    );
    return triggersOf(tables).filter(
      ({ name, table }) => !rows.some((row) => row.name === name && row.place === table.name)
    );
  };

  return {
    triggers: triggersOf(tables).map(({ name }) => name),

    async create() {
      // Creating a trigger locks the table against writers, so a boot that needs none creates none.
      const missing = await findMissing();
      if (missing.length === 0) return [];

      await connection.raw(
        `CREATE OR REPLACE FUNCTION ${fn}() RETURNS trigger LANGUAGE plpgsql AS $$${BODY}$$`
      );
      // A trigger that has its function again needs nothing more.
      for (const { name, definition, table } of await findMissing()) {
        await connection.raw(`DROP TRIGGER IF EXISTS ${name} ON ${table.qualified}`);
        await connection.raw(`CREATE TRIGGER ${name} ${definition} EXECUTE FUNCTION ${fn}()`);
      }
      return missing.map(({ name }) => name);
    },

    findMissing: async () => (await findMissing()).map(({ name }) => name),

    async unlock(trx) {
      await trx.raw(`SELECT set_config('audit_trail.purge', txid_current()::text, true)`);
    },

    async drop(trx) {
      await trx.raw(`DROP FUNCTION IF EXISTS ${fn}()`);
    },
  };
};
