/** Which bars are chosen: from where the choice began to where it has come to. */
export interface Selection {
  anchor: number;
  /** The bar that the keyboard is at. */
  head: number;
}

/** A page of bars. */
const PAGE = 10;

const STEPS: Record<string, (head: number, last: number) => number> = {
  // Time runs from left to right, whatever the direction of the text: arrows mean what is seen.
  ArrowLeft: (head) => head - 1,
  ArrowRight: (head) => head + 1,
  ArrowDown: (head) => head - 1,
  ArrowUp: (head) => head + 1,
  PageDown: (head) => head - PAGE,
  PageUp: (head) => head + PAGE,
  Home: () => 0,
  End: (_head, last) => last,
};

/** Begins at the newest bar, of which people ask most often. */
export const startSelection = (count: number): Selection | null =>
  count > 0 ? { anchor: count - 1, head: count - 1 } : null;

/** Where a key leads to; null for a key that leads nowhere. */
export function moveSelection(
  selection: Selection | null,
  { key, extends: keepsAnchor }: { key: string; extends: boolean },
  count: number
): Selection | null {
  const step = STEPS[key];
  const from = selection ?? startSelection(count);
  if (!step || !from) return null;
  const head = Math.min(Math.max(step(from.head, count - 1), 0), count - 1);
  return { anchor: keepsAnchor ? from.anchor : head, head };
}

/** The first and the last of the bars that are chosen. */
export const endsOf = ({ anchor, head }: Selection): readonly [first: number, last: number] => [
  Math.min(anchor, head),
  Math.max(anchor, head),
];

export const isSelected = (selection: Selection | null, place: number): boolean => {
  if (!selection) return false;
  const [first, last] = endsOf(selection);
  return place >= first && place <= last;
};
