import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Knex } from 'knex';
import type { TestDatabase } from './app/databases';
import { APP_DIR } from './paths';

const fromApp = createRequire(join(APP_DIR, 'package.json'));

/** A connection of the test's own to a database, with the application's drivers. */
export const knexOn = ({ client, env, file }: TestDatabase): Knex => {
  const { knex } = fromApp('knex') as { knex(config: Knex.Config): Knex };
  if (client === 'sqlite') {
    return knex({
      client: 'better-sqlite3',
      connection: { filename: file! },
      useNullAsDefault: true,
    });
  }
  const driver = client === 'postgres' ? 'pg' : 'mysql2';
  return knex({ client: driver, connection: env.DATABASE_URL!, pool: { min: 1, max: 2 } });
};
