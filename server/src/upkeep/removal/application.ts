import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as StrapiPackage from '@strapi/strapi';
import { UsageError, messageOf } from './usage-error';

export type Database = StrapiPackage.Core.Strapi['db'];

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const NAME = '@strapi/strapi';

/** The application's own Strapi, which may be another copy than the plugin's. */
function strapiOf(folder: string): typeof StrapiPackage {
  const path = join(folder, 'package.json');
  const manifest = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Manifest) : {};
  if (!manifest.dependencies?.[NAME] && !manifest.devDependencies?.[NAME]) {
    throw new UsageError(
      `There is no Strapi application in ${folder}: run this where package.json names ${NAME}.`
    );
  }
  try {
    return createRequire(path)(NAME) as typeof StrapiPackage;
  } catch {
    throw new UsageError(`${NAME} is not installed in ${folder}: run npm install first.`);
  }
}

/**
 * Opens the database of the application in the folder, and compiles its configuration if it is
 * written in TypeScript. Starts nothing of the application: no bootstrap, no schema sync, no
 * server, so nothing of this is recorded either.
 *
 * @throws UsageError if there is no application, or no reachable database
 */
export async function openDatabase(folder: string): Promise<Database> {
  const { compileStrapi, createStrapi } = strapiOf(folder);
  const { db } = await compileStrapi({ appDir: folder })
    .then((dirs) => createStrapi(dirs))
    .catch((error: unknown) => {
      throw new UsageError(`The application's configuration cannot be read: ${messageOf(error)}`);
    });
  try {
    await db.connection.raw('SELECT 1');
    return db;
  } catch (error) {
    throw new UsageError(
      `The database cannot be reached: ${messageOf(error)}. ` +
        'Look at config/database and the variables it reads.'
    );
  }
}
