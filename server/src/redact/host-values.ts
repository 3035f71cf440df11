import { types } from 'node:util';
import { placeholder } from './markers';

/** The kind of an object, read without trusting any of its methods to return. */
export type HostValue =
  | { kind: 'marker'; text: string }
  | { kind: 'replaced'; value: unknown }
  | { kind: 'list'; items: unknown[]; length: number }
  | { kind: 'properties'; entries: Array<readonly [string, unknown]>; total: number };

/**
 * Distinguishes dates, buffers, streams, maps … from plain objects. Reads at most `max` children.
 */
export function readHostValue(value: object, max: number): HostValue {
  if (Array.isArray(value)) return readList(value, value.length, max);
  if (types.isDate(value)) return { kind: 'replaced', value: readDate(value) };
  if (types.isMap(value)) return readMap(value, max);
  if (types.isSet(value)) return readList([...firstOf(value.values(), max)], value.size, max);
  if (types.isRegExp(value)) return { kind: 'replaced', value: String(value) };
  if (types.isBoxedPrimitive(value)) return { kind: 'replaced', value: value.valueOf() };
  if (types.isPromise(value)) return marker('promise');
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) {
    return marker(`binary, ${value.byteLength} bytes`);
  }
  if (value instanceof URL) return { kind: 'replaced', value: value.href };
  if (value instanceof URLSearchParams) return { kind: 'replaced', value: `?${value.toString()}` };
  if (value instanceof Error) return readError(value);
  if (typeof read(value, 'pipe') === 'function') return marker('stream');
  const toJSON = read(value, 'toJSON');
  if (typeof toJSON === 'function') {
    const replaced: unknown = Reflect.apply(toJSON, value, ['']);
    if (replaced !== value) return { kind: 'replaced', value: replaced };
  }
  return readProperties(value, max);
}

function marker(what: string): HostValue {
  return { kind: 'marker', text: placeholder(what) };
}

function readDate(date: Date): string {
  return Number.isNaN(date.getTime()) ? placeholder('invalid date') : date.toISOString();
}

function readList(list: unknown[], length: number, max: number): HostValue {
  const count = Math.min(list.length, max);
  const items = Array.from({ length: count }, (_, index) => read(list, index));
  return { kind: 'list', items, length };
}

function readMap(map: Map<unknown, unknown>, max: number): HostValue {
  const entries: Array<readonly [string, unknown]> = [];
  for (const [key, value] of firstOf(map.entries(), max)) {
    entries.push([typeof key === 'string' ? key : placeholder(typeof key), value]);
  }
  return { kind: 'properties', entries, total: map.size };
}

/** The stack is left out: it names files of the machine. */
function readError(error: Error): HostValue {
  const { entries, total } = readProperties(error, 50);
  const facts = ['name', 'message'].map((name) => [name, read(error, name)] as const);
  return { kind: 'properties', entries: [...facts, ...entries], total: total + 2 };
}

function readProperties(value: object, max: number) {
  const names = Object.keys(value);
  const entries = names.slice(0, max).map((name) => [name, read(value, name)] as const);
  return { kind: 'properties' as const, entries, total: names.length };
}

/** A getter or a proxy's trap may throw; one such property must not lose the others. */
function read(value: object, name: PropertyKey): unknown {
  try {
    return Reflect.get(value, name);
  } catch {
    return placeholder('unreadable value');
  }
}

function* firstOf<T>(items: Iterable<T>, max: number): Generator<T> {
  let count = 0;
  for (const item of items) {
    if (count >= max) return;
    count += 1;
    yield item;
  }
}
