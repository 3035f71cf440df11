import type { Knex } from 'knex';
import { fromJsonText, toJson } from '../../journal';
import { STATE_TABLE } from '../../plugin-id';
import type { Gap } from './gaps';

interface StateDatabase {
  getConnection(table: string): Knex.QueryBuilder;
}

/** How far the journal is counted. */
export interface Progress {
  /** The key of the last counted event. */
  cursor: number;
  gaps: Gap[];
}

/**
 * What the rollup holds: the hours from `since` on, for events up to the cursor except the gaps.
 */
export interface RollupState extends Progress {
  /** Epoch milliseconds, the beginning of an hour. */
  since: number;
}

const PROGRESS = 'rollup';
const SINCE = 'rollup-since';
const NOTHING: Progress = { cursor: 0, gaps: [] };

interface StateRow {
  name: string;
  value: string | null;
}

const rowOf = (rows: readonly StateRow[], name: string) => rows.find((row) => row.name === name);

/**
 * Also returns the stored text, from which `moveProgress` knows that no other instance has moved
 * it.
 */
export async function readRollupState(
  db: StateDatabase
): Promise<{ state: RollupState; stored: string | null }> {
  const rows = (await db
    .getConnection(STATE_TABLE)
    .whereIn('name', [PROGRESS, SINCE])
    .select('name', 'value')) as StateRow[];
  const stored = rowOf(rows, PROGRESS)?.value ?? null;
  const progress = fromJsonText<Progress>(stored) ?? NOTHING;
  const since = fromJsonText<number>(rowOf(rows, SINCE)?.value) ?? 0;
  return { state: { ...progress, since }, stored };
}

/** @throws if the progress is no longer what was read: another instance continued. */
export async function moveProgress(
  db: StateDatabase,
  trx: Knex.Transaction,
  { stored, next }: { stored: string | null; next: Progress }
): Promise<void> {
  const table = () => db.getConnection(STATE_TABLE).transacting(trx);
  const value = toJson(next);
  if (stored === null) {
    // Fails if another instance has created the row since.
    await table().insert({ name: PROGRESS, value });
    return;
  }
  const moved = Number(await table().where({ name: PROGRESS, value: stored }).update({ value }));
  if (moved === 0) throw new Error('[audit-trail] rollup: another instance counts as well.');
}

/** Notes that hours before this one are no longer trusted. */
export async function moveSince(
  db: StateDatabase,
  trx: Knex.Transaction,
  hour: number
): Promise<void> {
  const table = () => db.getConnection(STATE_TABLE).transacting(trx);
  const row = (await table().where({ name: SINCE }).first('value')) as StateRow | undefined;
  const since = fromJsonText<number>(row?.value) ?? 0;
  if (since >= hour) return;
  await table()
    .insert({ name: SINCE, value: toJson(hour) })
    .onConflict('name')
    .merge();
}
