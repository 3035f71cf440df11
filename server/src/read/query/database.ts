import type { Core } from '@strapi/strapi';
import { tableNames } from '../../journal/dialect';

type Database = Core.Strapi['db'];

/** What queries need of Strapi's database. Reads only. */
export type QueryDatabase = Pick<Database, 'connection' | 'getConnection' | 'getSchemaName'> & {
  dialect: Pick<Database['dialect'], 'client'>;
};

/** A statement on one table, the database's schema minded. */
export type Statement = ReturnType<Database['getConnection']>;

export type Dialect = 'sqlite' | 'postgres' | 'mysql';

export const dialectOf = (db: QueryDatabase): Dialect => {
  const { client } = db.dialect;
  return client === 'postgres' || client === 'mysql' ? client : 'sqlite';
};

/** The table's name as raw SQL writes it, with the quoted schema where PostgreSQL has one. */
export const qualified = (db: QueryDatabase, table: string): string => {
  const { schema } = tableNames(db.getSchemaName());
  return schema ? `${schema}.${table}` : table;
};

/** The table under another name. Knex's types take no raw names; the statements it makes do. */
export const named = (db: QueryDatabase, table: string, alias: string): string =>
  db.connection.raw(`${qualified(db, table)} as ${alias}`) as unknown as string;
