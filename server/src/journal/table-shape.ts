import type { Knex } from 'knex';
import { EVENT_TABLE } from '../plugin-id';
import type { DialectName, TableNames } from './dialect';

/** What Strapi's schema cannot express about the events' table. */
export interface TableShapeDeps {
  connection: Knex;
  dialect: DialectName;
  tables: TableNames;
}

const OUTCOME_INDEX = 'audit_trail_events_outcome';

/** Strapi's schemas know only 32-bit keys. Widening an empty table costs nothing. */
const widenKey = {
  sqlite: async () => undefined,

  async postgres({ connection, tables }: TableShapeDeps) {
    const { rows } = await connection.raw<{ rows: { type: string }[] }>(
      `SELECT format_type(atttypid, atttypmod) AS type FROM pg_attribute ` +
        `WHERE attrelid = ?::regclass AND attname = 'id'`,
      [tables.events]
    );
    if (rows[0]?.type !== 'integer') return;
    await connection.raw(`ALTER TABLE ${tables.events} ALTER COLUMN id TYPE bigint`);
    const sequence = await connection.raw<{ rows: { name: string | null }[] }>(
      `SELECT pg_get_serial_sequence(?, 'id') AS name`,
      [tables.events]
    );
    const name = sequence.rows[0]?.name;
    if (name) await connection.raw(`ALTER SEQUENCE ${name} AS bigint`);
  },

  async mysql({ connection, tables }: TableShapeDeps) {
    const [column] = await connection('information_schema.columns')
      .whereRaw('table_schema = DATABASE()')
      .where({ table_name: tables.events, column_name: 'id' })
      .select<{ type: string }[]>('data_type as type');
    if (column?.type !== 'int') return;
    await connection.raw(
      `ALTER TABLE ${tables.events} MODIFY id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT`
    );
  },
} satisfies Record<DialectName, (deps: TableShapeDeps) => Promise<void>>;

const indexOutcomes = {
  async sqlite({ connection, tables }: TableShapeDeps) {
    await connection.raw(
      `CREATE INDEX IF NOT EXISTS ${OUTCOME_INDEX} ON ${tables.events} (outcome, occurred_at, id)`
    );
  },

  async postgres({ connection, tables }: TableShapeDeps) {
    // Almost every event is a success, and a search for those needs no index.
    await connection.raw(
      `CREATE INDEX IF NOT EXISTS ${OUTCOME_INDEX} ON ${tables.events} (occurred_at, id) ` +
        `WHERE outcome <> 'success'`
    );
  },

  async mysql({ connection, tables }: TableShapeDeps) {
    const existing: unknown[] = await connection('information_schema.statistics')
      .whereRaw('table_schema = DATABASE()')
      .where({ table_name: tables.events, index_name: OUTCOME_INDEX })
      .limit(1);
    if (existing.length > 0) return;
    await connection.raw(
      `CREATE INDEX ${OUTCOME_INDEX} ON ${tables.events} (outcome, occurred_at, id)`
    );
  },
} satisfies Record<DialectName, (deps: TableShapeDeps) => Promise<void>>;

/**
 * Strapi's index for documents with locales and drafts, which an event does not have. No query on
 * the journal uses it, and every event would pay for it.
 */
const UNUSED_INDEX = `${EVENT_TABLE}_documents_idx`;

const dropUnusedIndex = {
  async sqlite({ connection }: TableShapeDeps) {
    await connection.raw('DROP INDEX IF EXISTS ??', [UNUSED_INDEX]);
  },

  async postgres({ connection, tables }: TableShapeDeps) {
    const prefix = tables.schema ? `${tables.schema}.` : '';
    await connection.raw(`DROP INDEX IF EXISTS ${prefix}${UNUSED_INDEX}`);
  },

  async mysql({ connection, tables }: TableShapeDeps) {
    const existing: unknown[] = await connection('information_schema.statistics')
      .whereRaw('table_schema = DATABASE()')
      .where({ table_name: tables.events, index_name: UNUSED_INDEX })
      .limit(1);
    if (existing.length > 0) {
      await connection.raw(`DROP INDEX ${UNUSED_INDEX} ON ${tables.events}`);
    }
  },
} satisfies Record<DialectName, (deps: TableShapeDeps) => Promise<void>>;

/**
 * Gives the events' table its 64-bit key and the index on outcomes, and removes the unused index.
 * Runs at every boot and changes nothing the second time; Strapi's schema sync leaves all of it
 * alone.
 */
export const shapeEventTable = async (deps: TableShapeDeps): Promise<void> => {
  await widenKey[deps.dialect](deps);
  await indexOutcomes[deps.dialect](deps);
  await dropUnusedIndex[deps.dialect](deps);
};
