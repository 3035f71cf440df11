import type { Knex } from 'knex';
import { EVENT_TABLE, EVENT_UID, PLUGIN_ID } from '../../plugin-id';
import type { Database } from './application';

const STORE = 'strapi_core_store_settings';
const SCHEMA = 'strapi_database_schema';
const ADMIN_PERMISSIONS = 'admin_permissions';
const PERMISSIONS = [ADMIN_PERMISSIONS, 'strapi_api_token_permissions', 'up_permissions'];
const PERSISTED_TABLES = 'core_persisted_tables';
const CONTENT_TYPES = 'strapi_content_types_schema';
const HOME_PAGE = 'core_admin_homepage-layout:';
const OWN_KEYS = [
  `plugin_content_manager_configuration_content_types::${EVENT_UID}`,
  `plugin_${PLUGIN_ID}_`,
];

interface StoreRow {
  id: number;
  key: string;
  value: string;
}

/** What remains of a setting; null if nothing does. */
type Rest = (value: never) => unknown;

const isOwnTable = (table: string | { name: string }) =>
  (typeof table === 'string' ? table : table.name) === EVENT_TABLE;

const otherTables = (tables: (string | { name: string })[]) => {
  const rest = tables.filter((table) => !isOwnTable(table));
  return rest.length === 0 ? null : rest;
};
const otherTypes = ({ [EVENT_UID]: _own, ...rest }: Record<string, unknown>) => rest;
const otherWidgets = (layout: { widgets?: { uid: string }[] }) => ({
  ...layout,
  widgets: layout.widgets?.filter(({ uid }) => !uid.startsWith(`plugin::${PLUGIN_ID}.`)),
});

function restOf(key: string): Rest | null {
  if (OWN_KEYS.some((own) => key.startsWith(own))) return () => null;
  if (key === PERSISTED_TABLES) return otherTables;
  if (key === CONTENT_TYPES) return otherTypes;
  return key.startsWith(HOME_PAGE) ? otherWidgets : null;
}

type Table = (name: string) => Knex.QueryBuilder;

async function forgetSettings(table: Table): Promise<void> {
  const keys = [...OWN_KEYS, PERSISTED_TABLES, CONTENT_TYPES, HOME_PAGE];
  const rows: StoreRow[] = await table(STORE)
    .select('id', 'key', 'value')
    .where((query) => {
      for (const key of keys) void query.orWhere('key', 'like', `${key}%`);
    });
  for (const { id, key, value } of rows) {
    const rest = restOf(key);
    if (!rest) continue;
    const left = rest(JSON.parse(value) as never);
    if (left === null) await table(STORE).where({ id }).delete();
    else
      await table(STORE)
        .where({ id })
        .update({ value: JSON.stringify(left) });
  }
}

interface StoredSchema {
  tables: { name: string }[];
}

/** Strapi does not create a table that it believes to exist: it must not remember this one. */
async function forgetSchema(db: Database, table: Table): Promise<void> {
  const rows: { id: number; schema: string | StoredSchema }[] = await table(SCHEMA).select(
    ...['id', 'schema']
  );
  for (const { id, schema } of rows) {
    const known = typeof schema === 'string' ? (JSON.parse(schema) as StoredSchema) : schema;
    const tables = known.tables.filter(({ name }) => name !== EVENT_TABLE);
    const rest = { ...known, tables };
    const hash = db.schema.schemaStorage.hashSchema(rest as never);
    await table(SCHEMA)
      .where({ id })
      .update({ schema: JSON.stringify(rest), hash });
  }
}

/** The rows that link them to roles and tokens are deleted with them, by foreign key. */
async function forgetPermissions(name: string, table: Table): Promise<void> {
  await table(name).where('action', 'like', `plugin::${PLUGIN_ID}.%`).delete();
  // Strapi gives Super Admins the Content Manager's permissions on every type.
  if (name === ADMIN_PERMISSIONS) await table(name).where({ subject: EVENT_UID }).delete();
}

/**
 * Removes what Strapi itself stores about the plugin: settings, schema, migrations and permissions.
 */
export async function forgetInStrapi(db: Database, trx: Knex.Transaction): Promise<void> {
  const table: Table = (name) => db.getConnection(name).transacting(trx);
  const steps: Record<string, () => PromiseLike<unknown>> = {
    [STORE]: () => forgetSettings(table),
    [SCHEMA]: () => forgetSchema(db, table),
    strapi_migrations_internal: () =>
      table('strapi_migrations_internal').where('name', 'like', `${PLUGIN_ID}::%`).delete(),
    ...Object.fromEntries(PERMISSIONS.map((name) => [name, () => forgetPermissions(name, table)])),
  };
  for (const [name, step] of Object.entries(steps)) {
    if (await db.getSchemaConnection(trx).hasTable(name)) await step();
  }
}
