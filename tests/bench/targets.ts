/** What the project promises itself; a run prints it beside what it measured. */
export interface Target {
  /** What is measured, with its unit. */
  name: string;
  atMost?: number;
  atLeast?: number;
}

export const TARGETS = {
  writeCpu: { name: 'CPU per content write beside no plugin (ratio)', atMost: 1.05 },
  writeP99: {
    name: 'p99 of content writes at 8 connections beside no plugin (ratio)',
    atMost: 1.15,
  },
  largeEntry: { name: 'saving an entry that holds 2 MB of JSON (ratio)', atMost: 1.2 },
  createMany: { name: 'createMany of 2,000 rows (ratio)', atMost: 1.5 },
  updateMany: { name: 'updateMany of 899 rows (ratio)', atMost: 4 },
  listGrowth: { name: 'list, largest log beside smallest (ratio)', atMost: 1.3 },
  listTime: { name: 'list, largest log (ms)', atMost: 60 },
  purgeIdleSqlite: { name: 'purge, idle, SQLite (events/s)', atLeast: 10_000 },
  purgeIdleServer: { name: 'purge, idle, database server (events/s)', atLeast: 20_000 },
  purgeUnderLoad: { name: 'purge under load (events/s)', atLeast: 4_000 },
  purgeWorst: { name: 'worst request during a purge beside a quiet one (ratio)', atMost: 3 },
  exportRate: { name: 'export (events/s)', atLeast: 30_000 },
  exportMemory: { name: 'extra memory of an export (MB)', atMost: 60 },
  bytes: { name: 'bytes on disk per update event of one changed field', atMost: 1_200 },
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
