import { createRequire } from 'node:module';
import { join } from 'node:path';
import { APP_DIR } from './paths';

/** What tests use of the driver. */
export interface SqliteFile {
  prepare(sql: string): { all(): unknown[]; get(): unknown };
  exec(sql: string): void;
  close(): void;
}

type Driver = new (file: string, options?: { readonly?: boolean }) => SqliteFile;

/** Opens a database file with the application's driver, beside the application or without it. */
export function sqliteOf(file: string, options: { readonly?: boolean } = {}): SqliteFile {
  const Database = createRequire(join(APP_DIR, 'package.json'))('better-sqlite3') as Driver;
  return new Database(file, options);
}
