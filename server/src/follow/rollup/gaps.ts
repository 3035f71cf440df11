import type { KeyRange } from '../../journal/gaps';

/** Keys that did not exist when the count passed them. */
export interface Gap extends KeyRange {
  /** When it was found, in epoch milliseconds. */
  since: number;
}

/**
 * A transaction gets its keys just before it commits: a key that is still missing after this time
 * was rolled back.
 */
export const GAP_LIFETIME_MS = 3_600_000;
/** More than rolled-back transactions leave in that time; beyond this, the oldest are dropped. */
export const MAX_GAPS = 500;

/** Those worth another check. */
export const freshGaps = (gaps: readonly Gap[], now: number): Gap[] =>
  gaps.filter(({ since }) => now - since < GAP_LIFETIME_MS).slice(-MAX_GAPS);
