import type { Change, Json } from '../contracts';
import { capJson, jsonBytes } from './cap-json';
import { asText, LISTS, moreReferences, type ScrubbedChange, type Side } from './changes';
import { cleanText, COLUMN_LENGTH } from './text';

/** Tried in turn until the event fits: bytes that one side may keep, and references of one list. */
const STEPS = [
  { side: 32_768, references: 200 },
  { side: 8192, references: 200 },
  { side: 2048, references: 50 },
  { side: 512, references: 20 },
  { side: 128, references: 5 },
];
const MAX_SIDE_BYTES = 32_768;
const SIDES = ['before', 'after'] as const;
/** What one unit of text may take in JSON: `\\u0007`. */
const BYTES_PER_UNIT = 6;
/** More than the names, quotes and signs of one change take, or one number. */
const CHANGE_BYTES = 128;
const SCALAR_BYTES = 32;

/** How many bytes of JSON the changes and the payload of an event may take. */
export interface Room {
  /** A minimum; anything smaller fits. */
  least: number;
  exactly(): number;
}

/**
 * The changes and the payload within the remaining room. Large values keep their beginning, with
 * their length and fingerprint; then references, then whole changes are left out, and a last change
 * reports how many.
 */
export function fitEvent(scrubbed: readonly ScrubbedChange[], payload: Json, room: Room) {
  if (payload === null) return { changes: fitChanges(scrubbed, room), payload };
  const maxBytes = room.exactly();
  const bytes = Math.min(jsonBytes(payload), Math.floor(maxBytes / 4));
  const left = maxBytes - bytes;
  return {
    changes: fitChanges(scrubbed, { least: left, exactly: () => left }),
    payload: capJson(payload, Math.max(bytes, 64)),
  };
}

function fitChanges(scrubbed: readonly ScrubbedChange[], room: Room): Change[] {
  if (mostBytesOf(scrubbed) <= room.least) return scrubbed.map(withWholeSides);
  const whole = scrubbed.map((one) => withSides(one, Number.POSITIVE_INFINITY));
  const size = sizeOf(whole);
  if (size <= room.least) return whole;
  const maxBytes = room.exactly();
  if (size <= maxBytes) return whole;
  for (const step of STEPS) {
    const cut = scrubbed.map((one) => withReferences(withSides(one, step.side), step.references));
    if (sizeOf(cut) <= maxBytes) return cut;
  }
  return firstThatFit(scrubbed, maxBytes);
}

/** An estimate that is never too low: most events are far smaller than their room. */
function mostBytesOf(scrubbed: readonly ScrubbedChange[]): number {
  let bytes = CHANGE_BYTES;
  for (const { change, sides } of scrubbed) {
    if (change.added ?? change.removed ?? change.moved) return Number.POSITIVE_INFINITY;
    const units = change.path.length + change.label.length;
    bytes += CHANGE_BYTES + units * BYTES_PER_UNIT + mostBytesIn(sides.before);
    bytes += mostBytesIn(sides.after);
  }
  return bytes;
}

function mostBytesIn(side: Side | undefined): number {
  if (side === undefined) return 0;
  const { json, mustCut } = side;
  if (mustCut || (typeof json === 'object' && json !== null)) return Number.POSITIVE_INFINITY;
  return SCALAR_BYTES + (typeof json === 'string' ? json.length * BYTES_PER_UNIT : 0);
}

/** With sides that need not be cut; such a change has no lists, and a hidden one no sides. */
function withWholeSides({ change, sides: { before, after } }: ScrubbedChange): Change {
  const { path, label, kind } = change;
  if (before && after) return { path, label, kind, before: before.json, after: after.json };
  if (after) return { path, label, kind, after: after.json };
  return before ? { path, label, kind, before: before.json } : change;
}

function withSides({ change, sides }: ScrubbedChange, maxSide: number): Change {
  const result: Change = { ...change };
  for (const name of SIDES) {
    const side = sides[name];
    if (side) putSide(result, name, side, maxSide);
  }
  return result;
}

function withReferences(change: Change, max: number): Change {
  const result: Change = { ...change };
  for (const list of LISTS) {
    const references = result[list];
    const more = (references?.length ?? 0) - max;
    if (references && more > 0) {
      result[list] = [...references.slice(0, max), moreReferences(more)];
    }
  }
  return result;
}

function putSide(change: Change, name: 'before' | 'after', side: Side, maxSide: number): void {
  const isWhole = !side.mustCut && (maxSide === Infinity || jsonBytes(side.json) <= maxSide);
  if (isWhole) {
    change[name] = side.json;
    return;
  }
  const limit = Math.min(maxSide, MAX_SIDE_BYTES);
  change[name] = cleanText(asText(side.json), Math.floor(limit / 2));
  change.cut = { ...change.cut, [name]: side.measure() };
}

function firstThatFit(scrubbed: readonly ScrubbedChange[], maxBytes: number): Change[] {
  const kept: Change[] = [];
  let size = 256;
  for (const { change } of scrubbed) {
    const bare: Change = {
      path: change.path,
      label: cleanText(change.label, COLUMN_LENGTH),
      kind: change.kind,
      ...(change.hidden && { hidden: change.hidden }),
    };
    size += sizeOf([bare]);
    if (size > maxBytes) break;
    kept.push(bare);
  }
  const left = scrubbed.length - kept.length;
  if (left > 0) kept.push({ path: '[cut]', label: `${left} more changes`, kind: 'value' });
  return kept;
}

function sizeOf(changes: readonly Change[]): number {
  return Buffer.byteLength(JSON.stringify(changes));
}
