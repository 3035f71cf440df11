import type { TimeRange } from './matching';

/** Each is a statement. */
const MOST = 4;
/** Below that, a further statement costs more than what is between. */
const LEAST_GAP_MS = 3_600_000;

/**
 * The ranges that some times lie in, apart from their longest gaps: one event of a wrong clock, or
 * an imported one, must not stretch the range of its neighbours over the whole log.
 */
export function timeRangesOf(times: readonly number[]): TimeRange[] {
  const sorted = times.toSorted((one, other) => one - other);
  const gaps = sorted
    .map((time, at) => ({ at, length: at === 0 ? 0 : time - sorted[at - 1]! }))
    .filter(({ length }) => length > LEAST_GAP_MS)
    .sort((one, other) => other.length - one.length)
    .slice(0, MOST - 1);
  const beginnings = [0, ...gaps.map(({ at }) => at)].sort((one, other) => one - other);
  if (sorted.length === 0) return [];
  return beginnings.map((begin, index) => ({
    from: sorted[begin]!,
    to: sorted[(beginnings[index + 1] ?? sorted.length) - 1]! + 1,
  }));
}
