import type { Core } from '@strapi/strapi';
import { tableNames } from '../../journal/dialect';
import { EVENT_TABLE } from '../../plugin-id';

type Database = Core.Strapi['db'];

/** The part of Strapi's database that queries need. They only let the search index catch up. */
export type QueryDatabase = Pick<
  Database,
  'connection' | 'getConnection' | 'getSchemaName' | 'transaction'
> & { dialect: Pick<Database['dialect'], 'client'> };

/** A statement on one table, in the configured schema. */
export type Statement = ReturnType<Database['getConnection']>;

export type Dialect = 'sqlite' | 'postgres' | 'mysql';

export const dialectOf = (db: QueryDatabase): Dialect => {
  const { client } = db.dialect;
  return client === 'postgres' || client === 'mysql' ? client : 'sqlite';
};

/** The table's name for raw SQL, with the quoted schema on PostgreSQL. */
export const qualified = (db: QueryDatabase, table: string): string => {
  const { schema } = tableNames(db.getSchemaName());
  return schema ? `${schema}.${table}` : table;
};

/** The table under an alias. Knex's types accept no raw names; the statements it builds do. */
export const named = (db: QueryDatabase, table: string, alias: string): string =>
  db.connection.raw(`${qualified(db, table)} as ${alias}`) as unknown as string;

/**
 * Joins the event, aliased as `event`, to each row of a statement by its key. Never the other way
 * round: on SQLite because a cross join is not reordered, on PostgreSQL because a subquery with an
 * offset is run for each row, whatever the planner believes about tables it has not analyzed.
 */
export function joinEvent(db: QueryDatabase, statement: Statement, key: string): Statement {
  if (dialectOf(db) !== 'postgres') {
    return statement
      .crossJoin(named(db, EVENT_TABLE, 'event') as never)
      .whereRaw('?? = ??', ['event.id', key]);
  }
  const table = qualified(db, EVENT_TABLE);
  return statement.joinRaw(
    `cross join lateral (select * from ${table} as own where own.id = ?? offset 0) as event`,
    [key]
  );
}
