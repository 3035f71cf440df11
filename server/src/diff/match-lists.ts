/** Two lists compared by identity: what is in both, and what came, went and changed its place. */
export interface ListMatch<T> {
  pairs: Array<{ before: T; after: T }>;
  added: T[];
  removed: T[];
  moved: T[];
}

/** What an item is recognised by; undefined where this does not apply to it. */
export type KeyOf<T> = (item: T, index: number) => string | undefined;

interface Indexed<T> {
  item: T;
  index: number;
}

/**
 * Matches two lists by each key in turn, the later ones on what the earlier ones left over. An item
 * moved if the longest run that kept its order does not hold it.
 */
export function matchLists<T>(before: T[], after: T[], keys: Array<KeyOf<T>>): ListMatch<T> {
  const partner = new Map<number, Indexed<T>>();
  const taken = new Set<number>();
  for (const keyOf of keys) {
    const free = new Map<string, Array<Indexed<T>>>();
    before.forEach((item, index) => {
      const key = taken.has(index) ? undefined : keyOf(item, index);
      if (key !== undefined) free.set(key, [...(free.get(key) ?? []), { item, index }]);
    });
    after.forEach((item, index) => {
      const key = partner.has(index) ? undefined : keyOf(item, index);
      const found = key === undefined ? undefined : free.get(key)?.shift();
      if (!found) return;
      partner.set(index, found);
      taken.add(found.index);
    });
  }
  const pairs = after.flatMap((item, index) => {
    const found = partner.get(index);
    return found ? [{ before: found.item, after: item, from: found.index }] : [];
  });
  const kept = longestRisingRun(pairs.map(({ from }) => from));
  return {
    pairs,
    added: after.filter((_, index) => !partner.has(index)),
    removed: before.filter((_, index) => !taken.has(index)),
    moved: pairs.filter((_, index) => !kept.has(index)).map((pair) => pair.after),
  };
}

/** The indexes of a longest increasing subsequence. */
function longestRisingRun(values: number[]): Set<number> {
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

function lowerBound(tails: number[], value: number, values: number[]): number {
  let [low, high] = [0, tails.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
