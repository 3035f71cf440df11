import type { Knex } from 'knex';
import type { DatabaseClient } from './app/databases';

const OBJECTS: Record<DatabaseClient, string> = {
  sqlite: 'SELECT type, name FROM sqlite_master',
  postgres:
    "SELECT 'table' AS type, table_name AS name FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema') " +
    "UNION ALL SELECT 'trigger', tgname::text FROM pg_trigger WHERE NOT tgisinternal " +
    "UNION ALL SELECT 'function', proname::text FROM pg_proc WHERE pronamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname IN ('pg_catalog', 'information_schema')) " +
    "UNION ALL SELECT 'sequence', sequence_name FROM information_schema.sequences",
  mysql:
    "SELECT 'table' AS type, table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() " +
    "UNION ALL SELECT 'trigger', trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()",
};

interface Contents {
  /** `table articles`, `trigger …`, sorted. */
  objects: string[];
  /** Rows as JSON, by table. */
  rows: Record<string, string[]>;
}

/** Everything that stands in a database: what was made in it, and every row. */
export async function contentsOf(
  knex: Knex,
  client: DatabaseClient,
  schema?: string
): Promise<Contents> {
  const answer = await knex.raw(OBJECTS[client]);
  const found: { type: string; name: string }[] =
    client === 'postgres' ? answer.rows : client === 'mysql' ? answer[0] : answer;
  const rows: Contents['rows'] = {};
  for (const { type, name } of found) {
    if (type !== 'table' || name.startsWith('sqlite_')) continue;
    const table = schema === undefined ? knex(name) : knex(name).withSchema(schema);
    rows[name] = (await table.select('*')).map((row: object) => JSON.stringify(row));
  }
  return { objects: found.map(({ type, name }) => `${type} ${name}`).sort(), rows };
}
