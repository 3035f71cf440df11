/** Keys that did not exist when the count passed them; both ends inclusive. */
export interface Gap {
  from: number;
  to: number;
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

/** The keys missing between a cursor and some ascending keys. */
export function gapsBetween(cursor: number, ids: readonly number[], since: number): Gap[] {
  let last = cursor;
  const gaps: Gap[] = [];
  for (const id of ids) {
    if (id > last + 1) gaps.push({ from: last + 1, to: id - 1, since });
    last = id;
  }
  return gaps;
}

/** What is left of gaps after some of their keys (ascending) have arrived. */
export function withoutKeys(gaps: readonly Gap[], ids: readonly number[]): Gap[] {
  return gaps.flatMap((gap) => {
    const here = ids.filter((id) => id >= gap.from && id <= gap.to);
    if (here.length === 0) return [gap];
    return gapsBetween(gap.from - 1, [...here, gap.to + 1], gap.since);
  });
}

/** Those worth another check. */
export const freshGaps = (gaps: readonly Gap[], now: number): Gap[] =>
  gaps.filter(({ since }) => now - since < GAP_LIFETIME_MS).slice(-MAX_GAPS);
