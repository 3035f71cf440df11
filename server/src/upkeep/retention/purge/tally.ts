import type { ArchivedPart } from './archive-port';
import type { Cursor } from './candidates';

/** How a run ended. */
export type End = 'complete' | 'time-is-up' | 'broken-off' | 'failed';

/** What a run did, or in a dry run would have done, so far. */
export interface Tally {
  removed: number;
  requestsRemoved: number;
  /** Events that a rule would remove if they were not held. */
  held: number;
  /** How many each rule removed. */
  byRule: Record<string, number>;
  /** Epoch milliseconds of the oldest and the newest removed event; null if none was. */
  oldest: number | null;
  newest: number | null;
  archived: ArchivedPart[];
  end: End;
  /** If time was up: events that were not checked, counted up to `LEFT_CAP`. */
  left: number | null;
}

export const LEFT_CAP = 10_000;

export const emptyTally = (): Tally => ({
  ...{ removed: 0, requestsRemoved: 0, held: 0, byRule: {}, archived: [] },
  oldest: null,
  newest: null,
  end: 'complete',
  left: null,
});

/** Adds events that a rule removed. */
export function addRemoved(
  tally: Tally,
  rule: string,
  { count, rows }: { count: number; rows: readonly Cursor[] }
): void {
  if (count === 0) return;
  const instants = rows.map((row) => Number(row.occurred_at));
  tally.removed += count;
  tally.byRule[rule] = (tally.byRule[rule] ?? 0) + count;
  tally.oldest = Math.min(tally.oldest ?? Infinity, ...instants);
  tally.newest = Math.max(tally.newest ?? -Infinity, ...instants);
}
