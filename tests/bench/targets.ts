/** What the project promises itself; a run prints it beside what it measured. */
export interface Target {
  /** What is measured, with its unit. */
  name: string;
  atMost?: number;
  atLeast?: number;
}

export const TARGETS = {
  contentManagerCpu: {
    name: 'CPU per write of the Content Manager beside no plugin (ratio)',
    atMost: 1.07,
  },
  restCreateCpu: { name: 'CPU per REST create beside no plugin (ratio)', atMost: 1.1 },
  readCpu: { name: 'CPU per REST read beside no plugin (ratio)', atMost: 1.01 },
  writeP99: {
    name: 'p99 of content writes at 8 connections beside no plugin (ratio)',
    atMost: 1.15,
  },
  largeEntry: { name: 'saving an entry that holds 2 MB of JSON (ratio)', atMost: 1.2 },
  createMany: { name: 'createMany of 2,000 rows (ratio)', atMost: 1.3 },
  updateMany: { name: 'updateMany of 899 rows (ratio)', atMost: 4 },
  listGrowth: { name: 'list, largest log beside smallest (ratio)', atMost: 1.3 },
  listTime: { name: 'list, largest log (ms)', atMost: 60 },
  purgeIdleSqlite: { name: 'purge, idle, SQLite (events/s)', atLeast: 10_000 },
  purgeIdleServer: { name: 'purge, idle, database server (events/s)', atLeast: 20_000 },
  purgeLoadedSqlite: { name: 'purge under load, SQLite (events/s)', atLeast: 2_000 },
  purgeLoadedServer: { name: 'purge under load, database server (events/s)', atLeast: 4_000 },
  purgeWorst: { name: 'worst request during a purge beside a quiet one (ratio)', atMost: 3 },
  exportRate: { name: 'export (events/s)', atLeast: 30_000 },
  exportMemory: { name: 'extra memory of an export (MB)', atMost: 60 },
  bytes: { name: 'bytes on disk per update event of one changed field', atMost: 1_600 },
} as const satisfies Record<string, Target>;

/** One target held against what was measured. */
export interface Judgement {
  target: Target;
  /** What it was measured of, where the target is for several. */
  of: string;
  value: number;
}

/** NaN keeps no promise. */
export const isMet = ({ target: { atMost, atLeast }, value }: Judgement): boolean =>
  (atMost === undefined || value <= atMost) &&
  (atLeast === undefined || value >= atLeast) &&
  !Number.isNaN(value);
