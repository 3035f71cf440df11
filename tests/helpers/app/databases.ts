import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { APP_DIR, TEMPLATE_DATABASE } from '../paths';
import { copyTables } from './copy-tables';

export const DATABASE_CLIENTS = ['sqlite', 'postgres', 'mysql'] as const;
export type DatabaseClient = (typeof DATABASE_CLIENTS)[number];

/** The database of tests that name none: TEST_DATABASE, or SQLite. */
export function defaultDatabase(): DatabaseClient {
  const wanted = process.env.TEST_DATABASE ?? 'sqlite';
  const client = DATABASE_CLIENTS.find((one) => one === wanted);
  if (client) return client;
  throw new Error(`TEST_DATABASE is "${wanted}"; it may be ${DATABASE_CLIENTS.join(', ')}.`);
}

export interface TestDatabase {
  client: DatabaseClient;
  /** The variables that config/database.js of the application reads. */
  env: Record<string, string>;
  /** SQLite only. */
  file?: string;
  /** Servers only. */
  name?: string;
  drop(): Promise<void>;
}

interface Connection {
  query(sql: string): Promise<unknown>;
  end(): Promise<void>;
}
interface PgModule {
  Client: new (options: { connectionString: string }) => Connection & { connect(): Promise<void> };
}
interface MysqlModule {
  createConnection(url: string): Promise<Connection>;
}

const fromApp = createRequire(join(APP_DIR, 'package.json'));

const connect = {
  async postgres(url: string): Promise<Connection> {
    const { Client } = fromApp('pg') as PgModule;
    const client = new Client({ connectionString: url });
    await client.connect();
    return client;
  },
  async mysql(url: string): Promise<Connection> {
    return (fromApp('mysql2/promise') as MysqlModule).createConnection(url);
  },
};

/** The servers that tests make their own databases on; the role must be allowed to create some. */
export const serverUrl = {
  postgres: () => process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres',
  mysql: () => process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306',
};

/** Runs one statement on that server. */
export async function onServer(
  client: 'postgres' | 'mysql',
  sql: string,
  url = serverUrl[client]()
): Promise<unknown> {
  const variable = `TEST_${client.toUpperCase()}_URL`;
  const connection = await connect[client](url).catch((cause: unknown) => {
    throw new Error(`No ${client} server answers: start one, or set ${variable}.`, { cause });
  });
  try {
    return await connection.query(sql);
  } finally {
    await connection.end();
  }
}

/** Whether a server answers there. */
export const isReachable = (client: 'postgres' | 'mysql'): Promise<boolean> =>
  onServer(client, 'SELECT 1').then(
    () => true,
    () => false
  );

// Names tell the machine and the process, so that what a killed run left can be told from what is in use.
const MACHINE = createHash('sha256').update(hostname()).digest('hex').slice(0, 6);
const nameFor = (pid: number) => `audit_test_${MACHINE}_${pid}_${randomBytes(4).toString('hex')}`;
const OWN_NAME = new RegExp(`^audit_test_${MACHINE}_(\\d+)_[0-9a-f]+$`);

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const dropStatement = (client: 'postgres' | 'mysql', name: string): string =>
  // A killed Strapi may still hold connections, which only PostgreSQL minds.
  `DROP DATABASE ${name}${client === 'postgres' ? ' WITH (FORCE)' : ''}`;

const LISTS = {
  postgres: 'SELECT datname AS name FROM pg_database',
  mysql: 'SELECT schema_name AS name FROM information_schema.schemata',
};

/** The databases on the server. */
export async function listDatabases(client: 'postgres' | 'mysql'): Promise<string[]> {
  const answer = (await onServer(client, LISTS[client])) as Names | [Names['rows']];
  return (Array.isArray(answer) ? answer[0] : answer.rows).map(({ name }) => name);
}
interface Names {
  rows: { name: string }[];
}

/** Drops what runs that were killed on this machine left behind. Returns the names. */
export async function dropAbandoned(client: 'postgres' | 'mysql'): Promise<string[]> {
  const names = (await listDatabases(client)).filter((name) => {
    const [, pid] = OWN_NAME.exec(name) ?? [];
    return pid !== undefined && !isRunning(Number(pid));
  });
  for (const name of names) await onServer(client, dropStatement(client, name));
  return names;
}

const urlOf = (client: 'postgres' | 'mysql', name: string): string => {
  const url = new URL(serverUrl[client]());
  url.pathname = `/${name}`;
  return url.href;
};

/**
 * Makes a database for a process: this one, unless a test means another. Returns its name.
 *
 * @param options.template a database of the same server, to be copied
 */
export async function makeDatabase(
  client: 'postgres' | 'mysql',
  { pid = process.pid, template }: { pid?: number; template?: string | undefined } = {}
): Promise<string> {
  const name = nameFor(pid);
  const isCopied = template !== undefined && client === 'postgres';
  await onServer(client, `CREATE DATABASE ${name}${isCopied ? ` TEMPLATE ${template}` : ''}`);
  if (template !== undefined && client === 'mysql') {
    const connection = await connect.mysql(urlOf(client, name));
    await copyTables(connection, template).finally(() => connection.end());
  }
  return name;
}

async function createServerDatabase(
  client: 'postgres' | 'mysql',
  { schema, template }: { schema?: string | undefined; template?: string | undefined }
): Promise<TestDatabase> {
  const name = await makeDatabase(client, { template });
  const url = urlOf(client, name);
  // Strapi makes its tables, never the schema.
  if (schema !== undefined) await onServer(client, `CREATE SCHEMA "${schema}"`, url);
  return {
    client,
    name,
    env: {
      DATABASE_CLIENT: client,
      DATABASE_URL: url,
      ...(schema !== undefined && { DATABASE_SCHEMA: schema }),
    },
    drop: async () => void (await onServer(client, dropStatement(client, name))),
  };
}

const SQLITE_COMPANIONS = ['', '-wal', '-shm', '-journal'];

function createSqliteDatabase(
  file: string,
  { fresh, template = TEMPLATE_DATABASE }: { fresh: boolean; template?: string | undefined }
): TestDatabase {
  if (!fresh && !existsSync(file) && existsSync(template)) copyFileSync(template, file);
  return {
    client: 'sqlite',
    env: { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: file },
    file,
    async drop() {
      for (const suffix of SQLITE_COMPANIONS) rmSync(`${file}${suffix}`, { force: true });
    },
  };
}

/**
 * The variable that names the template on a server. The runner of the databases suite sets it; a
 * test that runs by itself lets Strapi make its tables.
 */
export const TEMPLATE_VARIABLE = 'TEST_TEMPLATE';

/**
 * A database of the test's own. `fresh` leaves out the template, which holds Strapi's tables and
 * the first Super Admin but nothing of the plugin; `template` names another: a file of SQLite, a
 * database of the server. `schema` is PostgreSQL's, and has no template.
 */
export async function createDatabase(
  client: DatabaseClient,
  options: {
    file: string;
    fresh: boolean;
    schema?: string | undefined;
    template?: string | undefined;
  }
): Promise<TestDatabase> {
  if (client === 'sqlite') return createSqliteDatabase(options.file, options);
  const isEmpty = options.fresh || options.schema !== undefined;
  const ready =
    isEmpty || client !== defaultDatabase() ? undefined : process.env[TEMPLATE_VARIABLE];
  return createServerDatabase(client, { ...options, template: options.template ?? ready });
}
