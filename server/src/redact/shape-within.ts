import type { Shape } from './shape';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const ownValue = (container: object, key: string): unknown =>
  Object.hasOwn(container, key) ? (container as Record<string, unknown>)[key] : undefined;

/**
 * The shape of a part of a value, as a walk through the whole would reach it: the values next to a
 * key decide too. Null if the walk would hide the part; if the value does not have it, the shape of
 * as much as it has.
 */
export function shapeWithin(root: Shape, value: unknown, keys: readonly string[]): Shape | null {
  let shape: Shape = root;
  let at = value;
  for (const key of keys) {
    if (!isRecord(at)) return shape;
    const inner = ownValue(at, key);
    const next: Shape | null = Array.isArray(at)
      ? itemOf(shape, at, key)
      : propertyOf(shape, at, key, inner);
    if (next === null) return null;
    shape = next;
    at = inner;
  }
  return shape;
}

function itemOf(shape: Shape, list: readonly unknown[], key: string): Shape | null {
  const own = shape.items?.(list)?.[Number(key)];
  return own === undefined ? shape : own;
}

function propertyOf(
  shape: Shape,
  container: Record<string, unknown>,
  key: string,
  value: unknown
): Shape | null {
  const read = (name: string) => ownValue(container, name);
  const own = shape.resolve?.(read, Object.keys(container)) ?? shape;
  return own.property(key, value);
}
