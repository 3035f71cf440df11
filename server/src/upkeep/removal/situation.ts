import { basename } from 'node:path';
import { toDialectName, type DialectName } from '../../journal';
import { EVENT_TABLE, LEASE_TABLE } from '../../plugin-id';
import type { Database } from './application';

type Rows = Record<string, unknown>[];

async function runQuery(db: Database, sql: string): Promise<Rows> {
  const answer: unknown = await db.connection.raw(sql);
  if (Array.isArray(answer)) return (Array.isArray(answer[0]) ? answer[0] : answer) as Rows;
  return (answer as { rows: Rows }).rows;
}

const NAME = { postgres: 'SELECT current_database() AS name', mysql: 'SELECT DATABASE() AS name' };

/** The database's name for people; for a SQLite file its name without the folder. */
export async function nameOf(db: Database): Promise<string> {
  const dialect = toDialectName(db.dialect.client);
  if (dialect === 'sqlite') return basename(db.getInfo().displayName);
  const [row] = await runQuery(db, NAME[dialect]);
  return String(row?.name);
}

/** How many events there are; null if there is no log. */
export async function countEvents(db: Database): Promise<number | null> {
  if (!(await db.getSchemaConnection().hasTable(EVENT_TABLE))) return null;
  const row = (await db.getConnection(EVENT_TABLE).count({ n: '*' }).first()) as { n: unknown };
  return Number(row.n);
}

const OTHERS: Record<DialectName, string | null> = {
  sqlite: null,
  postgres:
    'SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() ' +
    "AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
  mysql:
    'SELECT count(*) AS n FROM information_schema.processlist ' +
    'WHERE db = DATABASE() AND id <> CONNECTION_ID()',
};

/** Messages on signs that the application still runs; an empty list proves nothing on SQLite. */
export async function signsOfServers(db: Database): Promise<string[]> {
  const others = OTHERS[toDialectName(db.dialect.client)];
  const [row] = others === null ? [] : await runQuery(db, others);
  const count = Number(row?.n ?? 0);
  const holders: { owner: string; name: string }[] = (await db
    .getSchemaConnection()
    .hasTable(LEASE_TABLE))
    ? await db.getConnection(LEASE_TABLE).where('until', '>', Date.now()).select('owner', 'name')
    : [];
  return [
    ...(count > 0 ? [`${count} other connections to this database are open.`] : []),
    ...holders.map(({ owner, name }) => `The ${name} job of ${owner} is running.`),
  ];
}
