import type { Knex } from 'knex';
import { ROLLUP_TABLE } from '../../plugin-id';
import { moveSince } from './state';

export const HOUR_MS = 3_600_000;

export const hourOf = (instant: number): number => Math.floor(instant / HOUR_MS) * HOUR_MS;
/** The first hour that begins at or after an instant. */
export const hourFrom = (instant: number): number => Math.ceil(instant / HOUR_MS) * HOUR_MS;

/** The columns by which events are counted, named as the journal names them. */
export const ROLLED_COLUMNS = ['action', 'outcome', 'origin', 'actor_type'] as const;
type RolledColumn = (typeof ROLLED_COLUMNS)[number];

/** What a count reads of an event. */
export type CountedEvent = Record<RolledColumn, string | null> & {
  id: number | string;
  occurred_at: number | string;
};

interface RollupDatabase {
  getConnection(table: string): Knex.QueryBuilder;
}

type Key = Record<RolledColumn, string> & { hour: number };

/**
 * Adds events to the counts of their hours. Must run in the transaction that moves the cursor past
 * them.
 */
export async function addToHours(
  db: RollupDatabase,
  trx: Knex.Transaction,
  events: readonly CountedEvent[]
): Promise<void> {
  const counts = new Map<string, { key: Key; count: number }>();
  for (const event of events) {
    const { action, outcome, origin, actor_type } = event;
    const key: Key = {
      hour: hourOf(Number(event.occurred_at)),
      action: action ?? '',
      outcome: outcome ?? '',
      origin: origin ?? '',
      actor_type: actor_type ?? '',
    };
    const name = JSON.stringify(Object.values(key));
    const counted = counts.get(name) ?? { key, count: 0 };
    counted.count += 1;
    counts.set(name, counted);
  }
  const table = () => db.getConnection(ROLLUP_TABLE).transacting(trx);
  for (const { key, count } of counts.values()) {
    // Only one writer at a time, so this needs no dialect-specific "insert or update".
    const updated = Number(await table().where(key).increment('count', count));
    if (updated === 0) await table().insert({ ...key, count });
  }
}

/**
 * Forgets the hours up to that of an instant, whose events are being removed. Must run in the
 * transaction that removes them.
 */
export async function forgetHours(
  db: RollupDatabase,
  trx: Knex.Transaction,
  newestRemoved: number
): Promise<void> {
  const hour = hourOf(newestRemoved);
  await db.getConnection(ROLLUP_TABLE).transacting(trx).where('hour', '<=', hour).delete();
  await moveSince(db, trx, hour + HOUR_MS);
}
