/** Keys that no event has, both ends inclusive: never used, or of a transaction that is still open. */
export interface KeyRange {
  from: number;
  to: number;
}

/**
 * The keys missing between a cursor and some ascending keys.
 *
 * @param found what is noted about each of them
 */
export function gapsBetween<Found extends object>(
  cursor: number,
  ids: readonly number[],
  found: Found
): (KeyRange & Found)[] {
  let last = cursor;
  const gaps: (KeyRange & Found)[] = [];
  for (const id of ids) {
    if (id > last + 1) gaps.push({ ...found, from: last + 1, to: id - 1 });
    last = id;
  }
  return gaps;
}

/** What is left of gaps without some of their keys (ascending). */
export function withoutKeys<Gap extends KeyRange>(
  gaps: readonly Gap[],
  ids: readonly number[]
): Gap[] {
  return gaps.flatMap((gap) => {
    const here = ids.filter((id) => id >= gap.from && id <= gap.to);
    if (here.length === 0) return [gap];
    return gapsBetween(gap.from - 1, [...here, gap.to + 1], gap);
  }) as Gap[];
}
