import type { App } from './boot-app';
import type { DatabaseClient } from './app/databases';

/** A call of one of the plugin's services. */
export interface Call {
  service: 'query' | 'retention';
  method: string;
  given?: readonly unknown[];
  /** A word that only statements of another job have, which may run at the same time. */
  notOf?: string;
}

export interface ReadTables {
  /** How many statements ran. */
  statements: number;
  /** Tables that one of them reads from end to end, each with the statement. */
  whole: string[];
}

/**
 * Finds the tables of the journal that a call reads from end to end, by the database's own plans of
 * the statements that it ran: those that read, and those that remove.
 */
export const tablesRead = (
  app: App,
  client: DatabaseClient,
  { service, method, given = [], notOf }: Call
): Promise<ReadTables> =>
  app.run(
    async (strapi, { service, method, given, notOf, dialect }) => {
      const { connection } = strapi.db;
      const statements: { sql: string; bindings: unknown[] }[] = [];
      const collect = (ran: { sql: string; bindings: unknown[] }) => statements.push(ran);
      connection.on('query', collect);
      const asker = strapi.plugin('audit-trail').service(service);
      const answer = await asker[method](...given);
      // An export reads as it is asked to: its first batch, and the one behind that.
      await answer?.batches?.next();
      await answer?.batches?.next();
      connection.removeListener('query', collect);

      const whole: string[] = [];
      let asked = '';
      const found = (table: unknown) => {
        // The others have a few rows for ever, or one for an hour.
        const isGrowing = /^(event|own|tag|word|other|audit_trail_(events|postings|requests))/.test(
          String(table)
        );
        if (isGrowing) whole.push(`${String(table)} by ${asked}`);
      };
      const walk = (node: Record<string, unknown>): void => {
        if (node['Node Type'] === 'Seq Scan') found(node['Relation Name']);
        for (const inner of (node.Plans as Record<string, unknown>[]) ?? []) walk(inner);
      };
      for (const { sql, bindings } of statements.filter(({ sql }) =>
        /^(select|with|delete)/i.test(sql)
      )) {
        if (notOf && sql.includes(notOf)) continue;
        // The first so many of all rows are no search: nothing is looked at that is not taken. An
        // export takes all up to a key, too.
        const searches = /\bwhere\b/i.test(sql.replace(/where \S*event\S*id\S* <= \S+/, ''));
        if (/\blimit\b/i.test(sql) && !searches) continue;
        asked = sql;
        // The driver's own placeholders are in order, as knex's are.
        const plain = sql.replace(/\$\d+/g, '?');
        const raw = (prefix: string) => connection.raw(`${prefix} ${plain}`, bindings as never[]);
        if (dialect === 'postgres') {
          const { rows } = await raw('explain (format json)');
          walk(rows[0]['QUERY PLAN'][0].Plan);
        } else if (dialect === 'mysql') {
          const [rows] = await raw('explain');
          for (const { table, type } of rows)
            if (['ALL', 'index'].includes(type) && table && !table.startsWith('<')) found(table);
        } else {
          for (const { detail } of await raw('explain query plan')) {
            const scan = /^SCAN (event|tag|word|other|audit_trail_\w+)\b/.exec(detail)?.[1];
            if (scan) found(scan);
          }
        }
      }
      return { statements: statements.length, whole };
    },
    { service, method, given, notOf, dialect: client }
  );
