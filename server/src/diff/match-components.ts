import { diffArrays } from 'diff';
import type { DiffContext, Snapshot } from './context';
import { featuresOf, likeness, signatureOf, type Features } from './likeness';
import { longestRisingRun } from './match-lists';

/** One component of a list, and where it stands in it, counted from 0. */
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

/** Components that are less alike than this and stand elsewhere are not the same one. */
const ALIKE = 0.5;
/** So many pairs are compared for likeness at most, those first that stand near each other. */
const MOST_COMPARISONS = 10_000;
/** Longer edit scripts are not worth their time; equal content is then matched in order. */
const MOST_EDITS = 200;

/**
 * Finds out which component is which. Within one row Strapi keeps the ids of the components that a
 * writer names; then they decide, together with the type, since ids repeat between types. A writer
 * that sends no ids, a publication and a discarded draft make Strapi replace every component; then
 * decide, type by type: equal content in order, equal content elsewhere, likeness, and for what is
 * left the position between the neighbours that were found.
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
    matchAlike(matching, context);
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

/** What of both sides has the same key, the first with the first. */
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

/** The longest common subsequence, of what both sides have at all. */
function matchInOrder(matching: Matching, contentOf: ContentOf): void {
  const [free, wanted] = [matching.freeBefore(), matching.freeAfter()];
  const [had, has] = [new Set(free.map(contentOf)), new Set(wanted.map(contentOf))];
  const from = free.filter((item) => has.has(contentOf(item)));
  const to = wanted.filter((item) => had.has(contentOf(item)));
  const parts = diffArrays(from.map(contentOf), to.map(contentOf), { maxEditLength: MOST_EDITS });
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

/** What a position further away takes from the likeness of two, and how much it may take. */
const STEP_AWAY = 0.1;
const MOST_STEPS = 3;

/** The most alike first, where those that stand at about the same position count for more. */
function matchAlike(matching: Matching, context: DiffContext): void {
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
        rank: pair.score - STEP_AWAY * Math.min(pair.distance, MOST_STEPS),
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

/** Every pair of a type, or of long lists those that stand at about the same position in both. */
function near(from: readonly Item[], to: readonly Item[]): (Pair & { distance: number })[] {
  const reach = Math.floor(MOST_COMPARISONS / Math.max(from.length, 1));
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

/** How many of the rising numbers are below the value. */
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
