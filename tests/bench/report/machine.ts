import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import type { DatabaseClient } from '../../helpers/app/databases';
import { bootApp } from '../../helpers/boot-app';
import { APP_DIR, ROOT } from '../../helpers/paths';

/** What the numbers depend on beside the code. */
export type Machine = Record<string, string>;

const VERSION = {
  sqlite: 'SELECT sqlite_version() AS version',
  postgres: "SELECT current_setting('server_version') AS version",
  mysql: 'SELECT version() AS version',
};

async function databaseVersion(client: DatabaseClient): Promise<string> {
  const app = await bootApp({ database: client, plugin: false });
  try {
    return await app.run(
      async ({ db }, sql, name) => {
        const answer = await db.connection.raw(sql);
        const rows = name === 'sqlite' ? answer : name === 'postgres' ? answer.rows : answer[0];
        return String(rows[0].version);
      },
      VERSION[client],
      client as string
    );
  } finally {
    await app.stop();
  }
}

const versionIn = (file: string): string =>
  (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;

/** @param databases whose servers are asked for their versions */
export async function describeMachine(databases: readonly DatabaseClient[]): Promise<Machine> {
  const strapi = createRequire(join(APP_DIR, 'package.json')).resolve(
    '@strapi/strapi/package.json'
  );
  const versions: Machine = {};
  for (const client of databases) versions[client] = await databaseVersion(client);
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model ?? 'unknown',
    cores: String(cpus().length),
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    kernel: `${type()} ${release()}`,
    Node: process.version.slice(1),
    Strapi: versionIn(strapi),
    'this plugin': versionIn(join(ROOT, 'package.json')),
    ...versions,
  };
}
