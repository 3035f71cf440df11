import type { App } from './boot-app';

export type Row = Record<string, unknown>;

/** The names of the plugin's tables that exist now, helper tables included. */
export const listPluginTables = (app: App): Promise<string[]> =>
  app.run(async (strapi) => {
    const { connection, dialect } = strapi.db;
    const statements: Record<string, string> = {
      sqlite: "select name from sqlite_master where type = 'table'",
      postgres: 'select table_name as name from information_schema.tables',
      mysql:
        'select table_name as name from information_schema.tables where table_schema = database()',
    };
    const answer = await connection.raw(statements[dialect.client] ?? '');
    const rows: { name: string }[] =
      dialect.client === 'sqlite'
        ? answer
        : dialect.client === 'postgres'
          ? answer.rows
          : answer[0];
    return rows
      .map((row) => row.name)
      .filter((name) => name.startsWith('audit_trail'))
      .sort();
  });

/** Every row of every table of the plugin, read past Strapi's query engine. */
export async function dumpPluginTables(app: App): Promise<Record<string, Row[]>> {
  const names = await listPluginTables(app);
  return app.run(async (strapi, tables) => {
    const dump: Record<string, Record<string, unknown>[]> = {};
    for (const table of tables) dump[table] = await strapi.db.getConnection(table).select('*');
    return dump;
  }, names);
}
