import { diffArrays } from 'diff';
import type { DiffContext, Snapshot } from './context';
import { featuresOf, likeness, signatureOf, type Features } from './likeness';
import { longestRisingRun } from './match-lists';

/** One component of a list, and its position there, counted from 0. */
export interface Item {
  uid: string;
  snapshot: Snapshot;
  position: number;
}

interface Pair {
  before: Item;
  after: Item;
}

export interface ComponentMatch {
  /** In the order of the list afterwards. */
  pairs: Pair[];
  added: Item[];
  removed: Item[];
  /** The pairs that changed their position; the fewest that explain the new order. */
  moved: Pair[];
}

/** Components less alike than this, at different positions, are different components. */
const ALIKE = 0.5;
/** The maximum number of pairs compared for likeness, nearest first. */
const MAX_COMPARISONS = 10_000;
/** Longer edit scripts take too much time; equal content is then matched in order. */
const MAX_EDITS = 200;

/**
 * Decides which component is which. Within one row Strapi keeps the ids of the components that a
 * writer names; then they decide, together with the type, since ids repeat between types. A writer
 * that sends no ids, a publication and a discarded draft make Strapi replace every component; then
 * the decision is made type by type: equal content in order, equal content elsewhere, likeness, and
 * for the rest the position between neighbours that were matched.
 */
export function matchComponents(
  before: readonly Item[],
  after: readonly Item[],
  context: DiffContext
): ComponentMatch {
  const matching = createMatching(before, after);
  if (context.matchComponentsBy === 'id') matchIds(matching);
  const keepsIds = matching.count() > 0;
  if (matching.isOpen()) {
    const contents = contentsOf(context);
    if (!keepsIds) matchInOrder(matching, contents);
    matchAnywhere(matching, contents);
  }
  if (matching.isOpen() && !keepsIds) {
    matchByLikeness(matching, context);
    matchBetweenNeighbours(matching);
  }
  return matching.result();
}

interface Matching {
  freeBefore(): Item[];
  freeAfter(): Item[];
  match(before: Item, after: Item): void;
  /** Whether anything is left on both sides. */
  isOpen(): boolean;
  count(): number;
  /** The pairs that keep their order, in that order. */
  anchors(): Pair[];
  result(): ComponentMatch;
}

function createMatching(before: readonly Item[], after: readonly Item[]): Matching {
  const partners = new Map<Item, Item>();
  const taken = new Set<Item>();
  const freeBefore = () => before.filter((item) => !taken.has(item));
  const freeAfter = () => after.filter((item) => !partners.has(item));
  const pairs = () =>
    after.flatMap((item) => {
      const partner = partners.get(item);
      return partner ? [{ before: partner, after: item }] : [];
    });
  const split = () => {
    const all = pairs();
    const kept = longestRisingRun(all.map((pair) => pair.before.position));
    return {
      all,
      kept: all.filter((_, index) => kept.has(index)),
      moved: all.filter((_, index) => !kept.has(index)),
    };
  };
  return {
    freeBefore,
    freeAfter,
    match(from, to) {
      partners.set(to, from);
      taken.add(from);
    },
    isOpen: () => taken.size < before.length && partners.size < after.length,
    count: () => partners.size,
    anchors: () => split().kept,
    result() {
      const { all, moved } = split();
      return { pairs: all, moved, added: freeAfter(), removed: freeBefore() };
    },
  };
}

function matchIds(matching: Matching): void {
  const keyOf = ({ uid, snapshot }: Item) =>
    snapshot.id === undefined || snapshot.id === null ? undefined : `${uid}:${String(snapshot.id)}`;
  matchKeys(matching, keyOf);
}

/** Pairs items with the same key, the first with the first. */
function matchKeys(matching: Matching, keyOf: (item: Item) => string | undefined): void {
  const free = new Map<string, Item[]>();
  for (const item of matching.freeBefore()) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = free.get(key);
    if (group) group.push(item);
    else free.set(key, [item]);
  }
  for (const item of matching.freeAfter()) {
    const key = keyOf(item);
    const found = key === undefined ? undefined : free.get(key)?.shift();
    if (found) matching.match(found, item);
  }
}

type ContentOf = (item: Item) => string;

function contentsOf(context: DiffContext): ContentOf {
  const known = new Map<Item, string>();
  return (item) => {
    const content =
      known.get(item) ?? `${item.uid}:${signatureOf(item.uid, item.snapshot, context)}`;
    known.set(item, content);
    return content;
  };
}

/** The longest common subsequence, of the content that occurs on both sides. */
function matchInOrder(matching: Matching, contentOf: ContentOf): void {
  const [free, wanted] = [matching.freeBefore(), matching.freeAfter()];
  const [had, has] = [new Set(free.map(contentOf)), new Set(wanted.map(contentOf))];
  const from = free.filter((item) => has.has(contentOf(item)));
  const to = wanted.filter((item) => had.has(contentOf(item)));
  const parts = diffArrays(from.map(contentOf), to.map(contentOf), { maxEditLength: MAX_EDITS });
  let [left, right] = [0, 0];
  for (const { added, removed, value } of parts ?? []) {
    if (!added && !removed) {
      value.forEach((_, index) => matching.match(from[left + index]!, to[right + index]!));
    }
    if (!added) left += value.length;
    if (!removed) right += value.length;
  }
}

function matchAnywhere(matching: Matching, contentOf: ContentOf): void {
  matchKeys(matching, contentOf);
}

/**
 * What each step of distance subtracts from the likeness of two, and the maximum number of steps.
 */
const STEP_AWAY = 0.1;
const MAX_STEPS = 3;

/** The most alike first; similar positions add weight. */
function matchByLikeness(matching: Matching, context: DiffContext): void {
  const [free, wanted] = [byType(matching.freeBefore()), byType(matching.freeAfter())];
  const features = new Map<Item, Features>();
  const featuresAt = (item: Item): Features => {
    const found = features.get(item) ?? featuresOf(item.uid, item.snapshot, context);
    features.set(item, found);
    return found;
  };
  for (const [uid, from] of free) {
    const to = wanted.get(uid) ?? [];
    const candidates = near(from, to)
      .map((pair) => ({
        ...pair,
        score: likeness(featuresAt(pair.before), featuresAt(pair.after)),
      }))
      .filter(({ score }) => score >= ALIKE)
      .map((pair) => ({
        ...pair,
        rank: pair.score - STEP_AWAY * Math.min(pair.distance, MAX_STEPS),
      }))
      .sort((one, other) => other.rank - one.rank || one.distance - other.distance);
    const matched = new Set<Item>();
    for (const { before, after } of candidates) {
      if (matched.has(before) || matched.has(after)) continue;
      matched.add(before).add(after);
      matching.match(before, after);
    }
  }
}

/** Every pair of a type, or in long lists those at similar positions in both. */
function near(from: readonly Item[], to: readonly Item[]): (Pair & { distance: number })[] {
  const reach = Math.floor(MAX_COMPARISONS / Math.max(from.length, 1));
  return from.flatMap((before, index) => {
    const start = reach >= to.length ? 0 : Math.max(0, index - Math.floor(reach / 2));
    return to
      .slice(start, start + reach)
      .map((after, offset) => ({ before, after, distance: Math.abs(start + offset - index) }));
  });
}

/** Between two neighbours that stayed, a component of the same type was rewritten, not replaced. */
function matchBetweenNeighbours(matching: Matching): void {
  const anchors = matching.anchors();
  const gapOf = (side: keyof Pair) => {
    const ends = anchors.map((pair) => pair[side].position);
    return ({ uid, position }: Item) => `${lowerBound(ends, position)} ${uid}`;
  };
  const [gapBefore, gapAfter] = [gapOf('before'), gapOf('after')];
  const before = new Set(matching.freeBefore());
  matchKeys(matching, (item) => (before.has(item) ? gapBefore(item) : gapAfter(item)));
}

/** How many of the ascending numbers are below the value. */
function lowerBound(rising: readonly number[], value: number): number {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function byType(items: readonly Item[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(item.uid);
    if (group) group.push(item);
    else groups.set(item.uid, [item]);
  }
  return groups;
}
