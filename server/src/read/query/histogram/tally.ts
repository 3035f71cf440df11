import type { TimeSpan } from './buckets';

/** How many events a bucket has, as far as they were counted. */
export interface Tally {
  count: number;
  failures: number;
  /** False if there may be more. */
  isExact: boolean;
}

/** Events of one instant or of one hour. */
export interface Sighting {
  at: number;
  outcome: string | null;
  count: number;
}

export const emptyTallies = (spans: readonly TimeSpan[]): Tally[] =>
  spans.map(() => ({ count: 0, failures: 0, isExact: true }));

/** Every outcome except success: it failed or was denied. */
export const isFailure = (outcome: string | null): boolean => outcome !== 'success';

/** The index of the bucket that contains an instant; -1 if none does. */
export function spanIndexOf(spans: readonly TimeSpan[], at: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.to <= at) low = middle + 1;
    else high = middle;
  }
  const span = spans[low];
  return span && span.from <= at ? low : -1;
}

export function addSighting(
  tallies: Tally[],
  spans: readonly TimeSpan[],
  { at, outcome, count }: Sighting
): void {
  const tally = tallies[spanIndexOf(spans, at)];
  if (!tally) return;
  tally.count += count;
  if (isFailure(outcome)) tally.failures += count;
}
