import type { Json } from '../contracts';
import type { Shape } from './shape';

/**
 * For a value that has two possible readings, such as `data`: the row in a body, or an attribute of
 * that name. Keeps only what both readings keep; null if one of them hides the value.
 */
export function bothOf(one: Shape | null, other: Shape | null): Shape | null {
  return one && other && both(one, other);
}

const both = (one: Shape, other: Shape): Shape => ({
  property: (name, value) => bothOf(one.property(name, value), other.property(name, value)),
  text: (value) => inTurn(value, one.text, other.text),
  number: (value) => inTurn(value, one.number, other.number),
  boolean: (value) => inTurn(value, one.boolean, other.boolean),
  name: (value) => inTurn(value, one.name ?? one.text, other.name ?? other.text),
  // It quotes nothing that was sent.
  whole: one.whole ?? other.whole,
  countsItems: one.countsItems ?? other.countsItems,
  asksEachName: one.asksEachName ?? other.asksEachName,
  ownsNames: one.ownsNames && other.ownsNames && 'perhaps',
  readsJson: readsJson(one, other),
  resolve: (read, names) =>
    both(one.resolve?.(read, names) ?? one, other.resolve?.(read, names) ?? other),
  items: (items) => {
    const [first, second] = [one.items?.(items), other.items?.(items)];
    if (!first && !second) return undefined;
    return items.map((_, index) =>
      bothOf(first ? (first[index] ?? null) : one, second ? (second[index] ?? null) : other)
    );
  },
});

/** What the first reading leaves, as the second leaves it; a marker of another type stays. */
function inTurn<Value extends Json>(
  value: Value,
  first: ((value: Value) => Json) | undefined,
  second: ((value: Value) => Json) | undefined
): Json {
  const left = first ? first(value) : value;
  return second && typeof left === typeof value ? second(left as Value) : left;
}

/** JSON text is read as JSON if one of the readings does. */
function readsJson(one: Shape, other: Shape): Shape['readsJson'] {
  const inside = [one, other].map((shape) => shape.readsJson);
  if (inside.every((shape) => shape === undefined)) return undefined;
  if (inside.every((shape) => shape === undefined || shape === true)) return true;
  return both(insideJson(one), insideJson(other));
}

const insideJson = (shape: Shape): Shape =>
  typeof shape.readsJson === 'object' ? shape.readsJson : shape;
