import type { Knex } from 'knex';
import { EVENT_TABLE } from '../plugin-id';
import type { DialectName, TableNames } from './dialect';

/** What Strapi's schema cannot express about the events' table. */
export interface TableShapeDeps {
  connection: Knex;
  dialect: DialectName;
  tables: TableNames;
}

const RESOURCE_INDEX = 'audit_trail_events_resource';

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

/**
 * Recording itself looks up the last events of such resources, before the search index has them. A
 * statement must contain this condition as it is, or databases do not see that the index fits.
 */
export const LOOKED_UP = `resource_type in ('plugin::upload.file', 'content-type')`;

const indexResources = {
  async sqlite({ connection, tables }: TableShapeDeps) {
    await connection.raw(
      `CREATE INDEX IF NOT EXISTS ${RESOURCE_INDEX} ON ${tables.events} (resource_id, id) WHERE ${LOOKED_UP}`
    );
  },

  async postgres({ connection, tables }: TableShapeDeps) {
    await connection.raw(
      `CREATE INDEX IF NOT EXISTS ${RESOURCE_INDEX} ON ${tables.events} (resource_id, id) WHERE ${LOOKED_UP}`
    );
  },

  // MySQL has no partial indexes.
  async mysql(deps: TableShapeDeps) {
    if (await hasIndex(deps, RESOURCE_INDEX)) return;
    await deps.connection.raw(
      `CREATE INDEX ${RESOURCE_INDEX} ON ${deps.tables.events} (resource_id, id)`
    );
  },
} satisfies Record<DialectName, (deps: TableShapeDeps) => Promise<void>>;

async function hasIndex({ connection, tables }: TableShapeDeps, name: string): Promise<boolean> {
  const existing: unknown[] = await connection('information_schema.statistics')
    .whereRaw('table_schema = DATABASE()')
    .where({ table_name: tables.events, index_name: name })
    .limit(1);
  return existing.length > 0;
}

/**
 * Strapi's index for documents with locales and drafts, which an event does not have, and one of
 * 0.1.0. No query on the journal uses them, and every event would pay for them.
 */
const UNUSED_INDEXES = [`${EVENT_TABLE}_documents_idx`, 'audit_trail_events_outcome'];

const dropUnusedIndexes = {
  async sqlite({ connection }: TableShapeDeps) {
    for (const name of UNUSED_INDEXES) await connection.raw('DROP INDEX IF EXISTS ??', [name]);
  },

  async postgres({ connection, tables }: TableShapeDeps) {
    const prefix = tables.schema ? `${tables.schema}.` : '';
    for (const name of UNUSED_INDEXES) {
      await connection.raw(`DROP INDEX IF EXISTS ${prefix}${name}`);
    }
  },

  async mysql(deps: TableShapeDeps) {
    for (const name of UNUSED_INDEXES) {
      if (!(await hasIndex(deps, name))) continue;
      await deps.connection.raw(`DROP INDEX ${name} ON ${deps.tables.events}`);
    }
  },
} satisfies Record<DialectName, (deps: TableShapeDeps) => Promise<void>>;

/**
 * Gives the events' table its 64-bit key and the index on resources, and removes unused indexes.
 * Runs at every boot and changes nothing the second time; Strapi's schema sync leaves all of it
 * alone.
 */
export const shapeEventTable = async (deps: TableShapeDeps): Promise<void> => {
  await widenKey[deps.dialect](deps);
  await indexResources[deps.dialect](deps);
  await dropUnusedIndexes[deps.dialect](deps);
};
