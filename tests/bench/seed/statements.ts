import type { App } from '../../helpers/boot-app';
import type { Row } from '../../helpers/plugin-tables';

/** Runs the statements in the application's process, past Strapi, one after the other. */
export const runSql = (app: App, statements: readonly string[]): Promise<void> =>
  app.run(async ({ db }, texts) => {
    for (const text of texts) await db.connection.raw(text);
  }, statements);

/** JSON comes as text, so that it can be inserted again: a driver takes a list for one of its own. */
export async function selectRows(app: App, table: string, where: Row = {}): Promise<Row[]> {
  const rows: Row[] = await app.run(
    async ({ db }, name, wanted) => db.connection(name).where(wanted).select('*'),
    table,
    where
  );
  const asText = (value: unknown) =>
    typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asText(value)]))
  );
}

export const insertRows = (app: App, table: string, rows: readonly Row[]): Promise<void> =>
  app.run(
    async ({ db }, name, all) => {
      await db.connection.batchInsert(name, [...all], 100);
    },
    table,
    rows
  );

interface Index {
  name: string;
  definition: string;
}

/** Each answers `name` and `definition` of the indexes that belong to no constraint. */
const INDEXES = {
  sqlite: `SELECT name, sql AS definition FROM sqlite_master
    WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?`,
  postgres: `SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = ?::regclass
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)`,
};

const indexesOf = async (app: App, table: string): Promise<Index[]> => {
  if (app.database === 'mysql') return [];
  const rows = await app.run(
    async ({ db }, sql, name) => db.connection.raw(sql, [name]),
    INDEXES[app.database],
    table
  );
  return (app.database === 'postgres' ? (rows as { rows: Index[] }).rows : rows) as Index[];
};

/** Lets the work insert into tables without indexes, which are made anew at once: much faster. */
export async function withoutIndexes(
  app: App,
  { tables, except }: { tables: readonly string[]; except: readonly string[] },
  work: () => Promise<void>
): Promise<void> {
  const found = (await Promise.all(tables.map((table) => indexesOf(app, table)))).flat();
  const indexes = found.filter(({ name }) => !except.includes(name));
  await runSql(
    app,
    indexes.map(({ name }) => `DROP INDEX ${name}`)
  );
  await work();
  await runSql(
    app,
    indexes.map(({ definition }) => definition)
  );
}

const ANALYZE = {
  sqlite: () => ['ANALYZE'],
  postgres: () => ['VACUUM ANALYZE'],
  mysql: (tables: readonly string[]) => [`ANALYZE TABLE ${tables.join(', ')}`],
};

/** Lets the planner know what the tables hold now. */
export const analyze = (app: App, tables: readonly string[]): Promise<void> =>
  runSql(app, ANALYZE[app.database](tables));
