import type { Json } from '../contracts';

/** Reads one property of the current object. */
export type ReadProperty = (name: string) => unknown;

/**
 * How to read a value. The walker follows it down, so a rule sees one level and cannot forget
 * bounds. Arrays keep the shape of their key.
 */
export interface Shape {
  /** Narrows the shape to the current object, e.g. by `__component` or by all of its names. */
  resolve?(read: ReadProperty, names: readonly string[]): Shape;
  /** The shape of a property, or null if its value must be hidden. */
  property(name: string, value: unknown): Shape | null;
  text(value: string): Json;
  /**
   * Text that is JSON is read as JSON, under the same shape or another, and written as text again.
   */
  readsJson?: true | Shape;
  number?(value: number): Json;
  boolean?(value: boolean): Json;
  /** Describes the value as a whole, of any type; the other rules are then not used. */
  whole?(value: unknown): Json;
  /** How to read each item of a list, if they are not all alike; null hides one. */
  items?(items: readonly unknown[]): ReadonlyArray<Shape | null> | undefined;
  /** The first item of a list is described and the others are counted. */
  countsItems?: true;
  /** How to show a property's name; as a text by default. */
  name?(value: string): Json;
  /** Even a short and plain name is asked `name`. */
  asksEachName?: true;
  /** The names are content, as in a JSON attribute; `perhaps`: or else aliases of fields. */
  ownsNames?: true | 'perhaps';
}
