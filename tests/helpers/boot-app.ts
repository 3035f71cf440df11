import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Core } from '@strapi/types';
import supertest from 'supertest';
import { startChild, type StrapiChild } from './app/child';
import {
  createDatabase,
  defaultDatabase,
  type DatabaseClient,
  type TestDatabase,
} from './app/databases';
import { environment, settingsEnv, type ProcessOptions } from './app/environment';
import { freePort } from './app/free-port';
import { INSTALLED_PLUGIN } from './paths';

export type { ProcessOptions };

export interface BootOptions extends ProcessOptions {
  /**
   * TEST_DATABASE if left out, and without it SQLite. One that the caller made can be shared by
   * several processes, and `stop` leaves it in place.
   */
  database?: DatabaseClient | TestDatabase;
  /** PostgreSQL only: the schema that holds the tables, made with the database; else `public`. */
  schema?: string;
  /** Start from an empty database instead of the template that `prepare` made. */
  fresh?: boolean;
  /** A SQLite file of the caller's own, which `stop` leaves in place. */
  databaseFile?: string;
  /** What to copy instead of that template: a SQLite file, or a database of the PostgreSQL server. */
  databaseTemplate?: string;
  /** Another application than tests/app, of the same layout. */
  appDir?: string;
  /** Keep the database and the files when `stop` is called. */
  keepDatabase?: boolean;
  /** A free one if left out. */
  port?: number;
  /** Sees all output as it comes. */
  onOutput?: (text: string) => void;
}

/** A mail as the application handed it to its provider. */
export interface Mail {
  to: string;
  from: string;
  subject: string;
  text?: string;
  html?: string;
}

export interface App {
  readonly url: string;
  readonly port: number;
  readonly database: DatabaseClient;
  /** SQLite only. */
  readonly databaseFile: string | undefined;
  /** Holds `uploads/`; of this instance alone. */
  readonly publicDir: string;
  /** The variables the process was started with: what a CLI command on the same data needs. */
  readonly env: Record<string, string>;
  readonly pid: number;
  /** Resolves when the process that runs now is gone, for whatever reason. */
  readonly ended: Promise<void>;
  /** HTTP against the running instance. */
  readonly request: ReturnType<typeof supertest>;
  /**
   * Evaluates the function in the Strapi process, outside any request. Only its source travels:
   * it sees its arguments (JSON) and `require`-free globals, nothing of the test file around it.
   * @throws RemoteError with the name, message and details of what it threw.
   */
  run<Args extends unknown[], Result>(
    fn: (strapi: Core.Strapi, ...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>;
  /** Everything the process wrote to stdout and stderr, over all restarts. */
  log(): string;
  /** Mails sent so far, oldest first. */
  mails(): Mail[];
  /** Ends the process as a SIGTERM does and removes database and files. */
  stop(): Promise<void>;
  /** Ends the process as a power cut does; database and files stay, for `restart`. */
  kill(): Promise<void>;
  /** Ends the process gracefully if it runs, and starts it on the same data and port. */
  restart(changes?: ProcessOptions): Promise<void>;
}

function readMails(folder: string): Mail[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.sort().map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Mail);
}

/** Starts the test application as a process of its own, in production mode. */
export async function bootApp(options: BootOptions = {}): Promise<App> {
  if (!existsSync(INSTALLED_PLUGIN)) {
    throw new Error('tests/app is not prepared. Run "npm run app:prepare".');
  }
  const folder = mkdtempSync(join(tmpdir(), 'audit-trail-'));
  const publicDir = join(folder, 'public');
  const mailsDir = join(folder, 'mails');
  mkdirSync(join(publicDir, 'uploads'), { recursive: true });

  const { database: wanted = defaultDatabase() } = options;
  const isShared = typeof wanted === 'object';
  const database = isShared
    ? wanted
    : await createDatabase(wanted, {
        file: options.databaseFile ?? join(folder, 'data.db'),
        fresh: options.fresh ?? false,
        schema: options.schema,
        template: options.databaseTemplate,
      });
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  let settings: ProcessOptions = options;
  let output = '';

  const processEnv = () =>
    environment({
      NODE_ENV: 'production',
      PORT: String(port),
      PUBLIC_DIR: publicDir,
      MAILS_DIR: mailsDir,
      ...database.env,
      ...settingsEnv(settings),
    });

  const start = () =>
    startChild({
      env: processEnv(),
      appDir: options.appDir,
      onOutput(text) {
        output += text;
        options.onOutput?.(text);
      },
    });

  let isCleaned = options.keepDatabase ?? false;
  const clean = async () => {
    if (isCleaned) return;
    isCleaned = true;
    if (!isShared && options.databaseFile === undefined) await database.drop();
    rmSync(folder, { recursive: true, force: true });
  };

  let child: StrapiChild = await start().catch(async (error: unknown) => {
    await clean();
    throw error;
  });

  return {
    url,
    port,
    database: database.client,
    databaseFile: database.file,
    publicDir,
    request: supertest(url),
    get env() {
      return processEnv();
    },
    get pid() {
      return child.pid;
    },
    get ended() {
      return child.ended;
    },
    async run<Args extends unknown[], Result>(
      fn: (strapi: Core.Strapi, ...args: Args) => Result | Promise<Result>,
      ...args: Args
    ) {
      return (await child.call(fn.toString(), args)) as Result;
    },
    log: () => output,
    mails: () => readMails(mailsDir),
    async stop() {
      await child.end('SIGTERM');
      await clean();
    },
    kill: () => child.end('SIGKILL'),
    async restart(changes = {}) {
      settings = { ...settings, ...changes };
      await child.end('SIGTERM');
      child = await start();
    },
  };
}
