import type { Core } from '@strapi/strapi';
import { tableNames } from '../../journal/dialect';

type Database = Core.Strapi['db'];

/** The part of Strapi's database that queries need. Reads only. */
export type QueryDatabase = Pick<Database, 'connection' | 'getConnection' | 'getSchemaName'> & {
  dialect: Pick<Database['dialect'], 'client'>;
};

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
