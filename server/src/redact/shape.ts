import type { Json } from '../contracts';

/** Reads one property of the object at hand. */
export type ReadProperty = (name: string) => unknown;

/**
 * How to read a value. The walker follows it down, so that a rule sees one level and cannot forget
 * bounds. Arrays keep the shape they are reached by.
 */
export interface Shape {
  /** Narrows the shape to the object at hand, e.g. by `__component` or by all of its names. */
  resolve?(read: ReadProperty, names: readonly string[]): Shape;
  /** The shape of a property, or null where its value must be hidden. */
  property(name: string, value: unknown): Shape | null;
  text(value: string): Json;
  /** Text that is JSON is read as JSON, under the same shape or another, and written as text again. */
  readsJson?: true | Shape;
  number?(value: number): Json;
  boolean?(value: boolean): Json;
  /** Describes the value as a whole, of any type; the other rules are then not used. */
  whole?(value: unknown): Json;
  /** Of a list, how to read each of its items, where they are not all alike; null hides one. */
  items?(items: readonly unknown[]): ReadonlyArray<Shape | null> | undefined;
  /** Of a list, the first item is described and the others are counted. */
  countsItems?: true;
  /** How to show a property's name; default as a text. */
  name?(value: string): Json;
}
