/** Two lists compared by identity: what is in both, and what was added, removed and moved. */
export interface ListMatch<T> {
  added: T[];
  removed: T[];
  /** The fewest pairs that explain the new order. */
  moved: Array<{ before: T; after: T }>;
}

/**
 * Matches two lists by an identifying key, and equal keys by a distinguishing one. An item moved if
 * it is not in the longest run that kept its order.
 */
export function matchLists<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (item: T) => string,
  idOf: (item: T) => unknown = () => undefined
): ListMatch<T> {
  const free = new Map<string, number[]>();
  before.forEach((item, index) => {
    const key = keyOf(item);
    const group = free.get(key);
    if (group) group.push(index);
    else free.set(key, [index]);
  });
  const partners = after.map((item) => {
    const group = free.get(keyOf(item)) ?? [];
    const id = idOf(item);
    const at = id === undefined ? -1 : group.findIndex((index) => idOf(before[index]!) === id);
    return at < 0 ? undefined : group.splice(at, 1)[0];
  });
  after.forEach((item, index) => {
    partners[index] ??= free.get(keyOf(item))?.shift();
  });
  const taken = new Set(partners);
  const pairs = after.flatMap((item, index) => {
    const from = partners[index];
    return from === undefined ? [] : [{ before: before[from]!, after: item, from }];
  });
  const kept = longestRisingRun(pairs.map(({ from }) => from));
  return {
    added: after.filter((_, index) => partners[index] === undefined),
    removed: before.filter((_, index) => !taken.has(index)),
    moved: pairs.filter((_, index) => !kept.has(index)),
  };
}

/** The indexes of a longest increasing subsequence. */
export function longestRisingRun(values: readonly number[]): Set<number> {
  const tails: number[] = [];
  const previous: Array<number | undefined> = [];
  values.forEach((value, index) => {
    const at = lowerBound(tails, value, values);
    previous[index] = at > 0 ? tails[at - 1] : undefined;
    tails[at] = index;
  });
  const run = new Set<number>();
  for (let index = tails.at(-1); index !== undefined; index = previous[index]) run.add(index);
  return run;
}

function lowerBound(tails: number[], value: number, values: readonly number[]): number {
  let [low, high] = [0, tails.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
