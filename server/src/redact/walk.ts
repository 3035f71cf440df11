import type { Json } from '../contracts';
import { readHostValue } from './host-values';
import { hiddenCondition } from './hidden-condition';
import { cutMarker, hiddenItems, placeholder } from './markers';
import type { Shape } from './shape';
import { cleanText, COLUMN_LENGTH } from './text';

export interface WalkLimits {
  depth: number;
  /** Values in the whole tree. */
  nodes: number;
  /** Properties or items of one object or array. */
  children: number;
  /** UTF-16 units of one text that are kept. */
  text: number;
  /** UTF-16 units of all texts together that are searched. */
  allText: number;
}

/** Recognises a secret that straddles the cut before the text is cut. */
const LOOK_BEYOND = 4096;
const MAX_NESTED_JSON = 256 * 1024;
const MAY_BE_JSON = /^\s{0,16}[[{]/;

interface Walk {
  limits: WalkLimits;
  left: number;
  textLeft: number;
  /** Made for the first object: most values are texts and numbers. */
  ancestors: Set<object> | undefined;
  onCut: (() => void) | undefined;
}

/**
 * Describes any value as JSON, each part under its shape's rule. Total: a value that throws, is
 * endless or cannot be written as JSON becomes a marker. Work is bounded before anything is walked;
 * `onCut` is called when a bound left something out.
 */
export function describe(
  value: unknown,
  shape: Shape,
  limits: WalkLimits,
  onCut?: () => void
): Json {
  const lone = describeLoneText(value, shape, limits);
  if (lone !== undefined) return lone;
  const walk: Walk = {
    limits,
    left: limits.nodes,
    textLeft: limits.allText,
    ancestors: undefined,
    onCut,
  };
  return describeNode(value, shape, walk, 0);
}

/** Most values: text that no bound cuts and that is no JSON needs no walk. Undefined for others. */
export function describeLoneText(
  value: unknown,
  shape: Shape,
  limits: WalkLimits
): Json | undefined {
  if (typeof value !== 'string' || value.length > limits.text || shape.whole) return undefined;
  if (shape.readsJson && MAY_BE_JSON.test(value)) return undefined;
  try {
    return describeText(value, shape, limits.text);
  } catch {
    return placeholder('unreadable value');
  }
}

/** Searches and cuts one text; the cut states the length of the whole. */
export function describeText(text: string, shape: Shape, max: number): Json {
  const searched = shape.text(cleanText(text, max + LOOK_BEYOND));
  if (
    typeof searched !== 'string' ||
    (searched.length <= max && text.length <= max + LOOK_BEYOND)
  ) {
    return searched;
  }
  return `${cleanText(searched, max)}${cutMarker(`${text.length} characters`)}`;
}

function describeNode(value: unknown, shape: Shape, walk: Walk, depth: number): Json {
  if (walk.left <= 0) return cut(walk, 'too many values');
  walk.left -= 1;
  try {
    if (shape.whole) return shape.whole(value);
    switch (typeof value) {
      case 'string':
        return describeString(value, shape, walk, depth);
      case 'number':
        return Number.isFinite(value) ? (shape.number?.(value) ?? value) : String(value);
      case 'bigint':
        return describeText(value.toString().slice(0, walk.limits.text), shape, walk.limits.text);
      case 'boolean':
        return shape.boolean?.(value) ?? value;
      case 'undefined':
        return null;
      case 'symbol':
      case 'function':
        return placeholder(typeof value);
      case 'object':
        return value === null ? null : describeObject(value, shape, walk, depth);
      default:
        return placeholder('value');
    }
  } catch {
    return placeholder('unreadable value');
  }
}

function cut({ onCut }: Walk, what: string): string {
  onCut?.();
  return cutMarker(what);
}

/** A regular expression would miss the structure of JSON that is sent or stored as text. */
function describeString(value: string, shape: Shape, walk: Walk, depth: number): Json {
  if (walk.textLeft <= 0) return cut(walk, `${value.length} characters`);
  walk.textLeft -= Math.min(value.length, walk.limits.text + LOOK_BEYOND);
  if (value.length > walk.limits.text) walk.onCut?.();
  const parsed = shape.readsJson ? parseNested(value) : undefined;
  if (parsed === undefined) return describeText(value, shape, walk.limits.text);
  const inner = shape.readsJson === true || !shape.readsJson ? shape : shape.readsJson;
  const described = JSON.stringify(describeNode(parsed, inner, walk, depth + 1));
  // If nothing was hidden, the text keeps its own blanks and line breaks.
  return described === JSON.stringify(parsed)
    ? describeText(value, shape, walk.limits.text)
    : described;
}

function parseNested(text: string): object | undefined {
  if (text.length > MAX_NESTED_JSON || !MAY_BE_JSON.test(text)) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function describeObject(value: object, shape: Shape, walk: Walk, depth: number): Json {
  const ancestors = (walk.ancestors ??= new Set());
  if (ancestors.has(value)) return placeholder('circular');
  if (depth >= walk.limits.depth) {
    walk.onCut?.();
    return placeholder('nested too deep');
  }
  ancestors.add(value);
  try {
    const host = readHostValue(value, walk.limits.children);
    if (host.kind === 'replaced') return describeNode(host.value, shape, walk, depth + 1);
    if (host.kind === 'marker') return host.text;
    if (host.kind === 'list') return describeList(host.items, host.length, shape, walk, depth);
    return describeProperties(host.entries, host.total, shape, walk, depth);
  } finally {
    ancestors.delete(value);
  }
}

function describeList(
  items: readonly unknown[],
  length: number,
  shape: Shape,
  walk: Walk,
  depth: number
): Json {
  const list: Json[] = [];
  const shapes = shape.items?.(items);
  for (const [index, item] of items.entries()) {
    if (walk.left <= 0) break;
    if (shape.countsItems && list.length === 1) return [...list, hiddenItems(length - 1)];
    const own = shapes ? shapes[index] : shape;
    list.push(own ? describeNode(item, own, walk, depth + 1) : hide(item));
  }
  if (length > list.length) list.push(cut(walk, `${length - list.length} more items`));
  return list;
}

function describeProperties(
  entries: ReadonlyArray<readonly [string, unknown]>,
  total: number,
  shape: Shape,
  walk: Walk,
  depth: number
): Json {
  const byName = new Map(entries);
  const own = shape.resolve?.((name) => byName.get(name), [...byName.keys()]) ?? shape;
  const result: { [key: string]: Json } = {};
  let kept = 0;
  for (const [name, value] of entries) {
    if (walk.left <= 0) break;
    kept += 1;
    if (value === undefined) continue;
    const inner = shapeOf(own, name, value);
    const shown = inner ? describeNode(value, inner, walk, depth + 1) : hide(value);
    setOwn(result, describeName(name, own), shown);
  }
  if (total > kept) {
    walk.onCut?.();
    setOwn(result, '[cut]', `${total - kept} more properties`);
  }
  return result;
}

/** A value may throw even when a rule only checks its kind; then it is hidden. */
function shapeOf(shape: Shape, name: string, value: unknown): Shape | null {
  try {
    return shape.property(name, value);
  } catch {
    return null;
  }
}

/** The absence of a secret is not a secret, and neither is how a condition compares with one. */
function hide(value: unknown): Json {
  return value === null ? null : hiddenCondition(value);
}

/** Too short and too plain to hold more than a name. A run of digits may be a PIN. */
const PLAIN_NAME = /^(?!.*\d{6})\$?[\w.-]{0,11}$/;

/** The sender of a body chooses its keys, so a key is a text like any other. */
function describeName(name: string, shape: Shape): string {
  const bounded = cleanText(name, COLUMN_LENGTH);
  if (!shape.asksEachName && PLAIN_NAME.test(bounded)) return bounded;
  const shown = (shape.name ?? shape.text)(bounded);
  return typeof shown === 'string' ? shown : bounded;
}

/** Plain assignment of `__proto__` would set the prototype and lose the key. */
function setOwn(target: { [key: string]: Json }, name: string, value: Json): void {
  let free = name;
  for (let n = 2; Object.hasOwn(target, free); n += 1) free = `${name} (${n})`;
  Object.defineProperty(target, free, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
