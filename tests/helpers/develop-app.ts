import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import supertest from 'supertest';
import { copyApp } from './app/app-copy';
import { environment, settingsEnv, type ProcessOptions } from './app/environment';
import { freePort } from './app/free-port';
import { ADMIN_BUILD, TEMPLATE_DATABASE } from './paths';
import type { Row } from './plugin-tables';
import { sqliteOf } from './sqlite-of';
import { STRAPI_BIN } from './strapi-cli';

const LIMIT_MS = 180_000;
const STARTED = 'Strapi started successfully';

export interface DevelopApp {
  readonly url: string;
  readonly request: ReturnType<typeof supertest>;
  /** The copy that this process may change; its sources are the content-type builder's to edit. */
  readonly dir: string;
  log(): string;
  /** Does something that makes Strapi restart, and waits until it has started again. */
  reload<Result>(act: () => Promise<Result>): Promise<Result>;
  /** Reads the SQLite database past Strapi. */
  query(sql: string): Row[];
  stop(): Promise<void>;
}

/**
 * `strapi develop` on a throw-away copy of the application with its own SQLite database: the only
 * way to use the content-type builder, which edits sources and restarts the process.
 */
export async function developApp(options: ProcessOptions = {}): Promise<DevelopApp> {
  const copy = copyApp();
  symlinkSync(ADMIN_BUILD, join(copy.dir, 'build'), 'dir');
  const databaseFile = join(copy.dir, '.tmp/data.db');
  mkdirSync(join(copy.dir, '.tmp'), { recursive: true });
  copyFileSync(TEMPLATE_DATABASE, databaseFile);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;

  let output = '';
  let starts = 0;
  const listeners = new Set<() => void>();
  const child = spawn(
    process.execPath,
    [STRAPI_BIN, 'develop', '--no-watch-admin', '--no-build-admin', '--no-install-deps'],
    {
      cwd: copy.dir,
      // A group of its own: the command starts workers, which have to end with it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environment({
        NODE_ENV: 'development',
        PORT: String(port),
        DATABASE_FILENAME: databaseFile,
        ...settingsEnv(options),
      }),
    }
  );
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      starts = output.split(STARTED).length - 1;
      for (const listener of listeners) listener();
    });
  }
  const signalGroup = (signal: NodeJS.Signals) => {
    if (child.pid !== undefined && !hasEnded) process.kill(-child.pid, signal);
  };
  const killWithParent = () => signalGroup('SIGKILL');
  let hasEnded = false;
  process.once('exit', killWithParent);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      hasEnded = true;
      process.off('exit', killWithParent);
      for (const listener of listeners) listener();
      resolve();
    });
  });

  const untilStarts = (wanted: number) =>
    new Promise<void>((resolve, reject) => {
      const settle = (done: () => void) => {
        clearTimeout(limit);
        listeners.delete(look);
        done();
      };
      const fail = (what: string) =>
        settle(() => reject(new Error(`strapi develop ${what}:\n${output}`)));
      const look = () => {
        if (starts >= wanted) settle(resolve);
        else if (hasEnded) fail('ended');
      };
      const limit = setTimeout(() => fail(`did not start within ${LIMIT_MS / 1000} s`), LIMIT_MS);
      listeners.add(look);
      look();
    });

  const stop = async () => {
    signalGroup('SIGTERM');
    await ended;
    copy.remove();
  };
  await untilStarts(1).catch(async (error: unknown) => {
    await stop();
    throw error;
  });

  return {
    url,
    request: supertest(url),
    dir: copy.dir,
    log: () => output,
    async reload(act) {
      const before = starts;
      const result = await act();
      await untilStarts(before + 1);
      return result;
    },
    query(sql) {
      const database = sqliteOf(databaseFile, { readonly: true });
      try {
        return database.prepare(sql).all() as Row[];
      } finally {
        database.close();
      }
    },
    stop,
  };
}
