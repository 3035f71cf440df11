import type { App } from '../../../helpers/boot-app';

/** Bytes by the name of the table or index; of SQLite without `dbstat` the file as a whole. */
export type Sizes = Map<string, number>;

interface SizeRow {
  name: string;
  bytes: number | string;
}

const STATEMENTS = {
  sqlite: `SELECT name, sum(pgsize) AS bytes FROM dbstat WHERE name IN
    (SELECT name FROM sqlite_master WHERE tbl_name LIKE 'audit_trail%') GROUP BY name`,
  // A table with its overflow, each index by itself.
  postgres: `SELECT c.relname AS name,
    CASE c.relkind WHEN 'i' THEN pg_relation_size(c.oid) ELSE pg_table_size(c.oid) END AS bytes
    FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
    LEFT JOIN pg_class t ON t.oid = i.indrelid
    WHERE c.relkind IN ('r', 'i') AND coalesce(t.relname, c.relname) LIKE 'audit_trail%'`,
  mysql: `SELECT concat(table_name, '.', index_name) AS name,
    stat_value * @@innodb_page_size AS bytes FROM mysql.innodb_index_stats
    WHERE database_name = database() AND stat_name = 'size' AND table_name LIKE 'audit_trail%'`,
};

const FILE = `SELECT 'the whole file' AS name, page_count * page_size AS bytes
  FROM pragma_page_count(), pragma_page_size()`;

const hasDbstat = (app: App): Promise<boolean> =>
  app.run(async ({ db }) => {
    const options: { compile_options: string }[] =
      await db.connection.raw('PRAGMA compile_options');
    return options.some((option) => option.compile_options === 'ENABLE_DBSTAT_VTAB');
  });

export async function sizesOf(app: App): Promise<Sizes> {
  const isWhole = app.database === 'sqlite' && !(await hasDbstat(app));
  const rows = (await app.run(
    async ({ db }, sql, client) => {
      const answer = await db.connection.raw(sql);
      return client === 'sqlite' ? answer : client === 'postgres' ? answer.rows : answer[0];
    },
    isWhole ? FILE : STATEMENTS[app.database],
    app.database as string
  )) as SizeRow[];
  return new Map(rows.map(({ name, bytes }) => [name, Number(bytes)]));
}
