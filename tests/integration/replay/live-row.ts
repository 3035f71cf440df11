import { sameValue } from './compare-rows';
import { targetOf } from './links';
import type { AttributeShape, Link, RowImage } from './shapes';

/**
 * Whether a live row and its draft agree in an attribute, so that the event of the live row need not
 * report it: as they are, or without the links to rows that the commit has removed.
 */
export function agrees(
  name: string,
  shape: AttributeShape,
  { live, draft, removed }: { live: RowImage; draft: RowImage; removed: readonly RowImage[] }
): boolean {
  const [one, other] = [live.values[name], draft.values[name]];
  if (sameValue(shape, one, other)) return true;
  const target = targetOf(shape);
  if (!target) return false;
  const gone = new Set(removed.filter(({ uid }) => uid === target).map(({ id }) => id));
  const left = (value: unknown): unknown =>
    Array.isArray(value) ? (value as Link[]).filter(({ id }) => !gone.has(id)) : value;
  return sameValue(shape, left(one), left(other));
}
