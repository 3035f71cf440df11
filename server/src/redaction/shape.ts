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
  /** Text that is JSON is read as JSON under the same shape, and written as text again. */
  readsJson?: true;
  number?(value: number): Json;
  /** How to show a property's name; default as a text. */
  name?(value: string): Json;
}
