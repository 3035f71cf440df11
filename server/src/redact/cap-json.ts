import type { Json } from '../contracts';
import { cutMarker } from './markers';
import { cleanText } from './text';

/** Tried in turn until the value fits: the share of the room for one text, and for all values. */
const STEPS = [
  { text: 0.5, all: 0.9 },
  { text: 0.2, all: 0.8 },
  { text: 0.05, all: 0.6 },
  { text: 0.01, all: 0.3 },
];
const MARKER_BYTES = 32;
const CUT_TEXT = /\[cut: \d+ characters\]$/;

/** The length in bytes of the value as JSON in UTF-8. */
export function jsonBytes(value: Json): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/**
 * The value itself if its JSON has at most `maxBytes`; otherwise a smaller value of the same form,
 * with markers for what was left out and for the size of the whole.
 */
export function capJson(value: Json, maxBytes: number, whole: Whole = WHOLE): Json {
  const bytes = jsonBytes(value);
  if (bytes <= maxBytes) return value;
  const note = cutMarker(`of ${lengthOf(bytes, whole)}`);
  if (typeof value === 'string') {
    return beginningOf(value, maxBytes - jsonBytes(note), note);
  }
  for (const { text, all } of STEPS) {
    const room: Room = { left: maxBytes * all, text: Math.floor(maxBytes * text) };
    const smaller = withNote(shrink(value, room), note);
    if (jsonBytes(smaller) <= maxBytes) return smaller;
  }
  return note;
}

/** What is known of the value that this one was made of. */
export interface Whole {
  /** False if it was larger than the part that was read. */
  isWhole: boolean;
  /** Its length in bytes, if known. */
  bytes: number | null;
}

const WHOLE: Whole = { isWhole: true, bytes: null };

function lengthOf(bytes: number, whole: Whole): string {
  if (whole.isWhole) return `${bytes} bytes`;
  return whole.bytes === null ? `more than ${bytes} bytes` : `${whole.bytes} bytes`;
}

interface Room {
  /** Bytes of JSON that are left for all that follows. */
  left: number;
  /** Units that one text may keep. */
  text: number;
}

/** One character of text takes one to six bytes of JSON. */
function beginningOf(text: string, maxBytes: number, note: string): string {
  for (const bytesPerUnit of [1, 2, 3, 6]) {
    const kept = cleanText(text, Math.max(0, Math.floor((maxBytes - 2) / bytesPerUnit)));
    if (jsonBytes(kept) <= maxBytes) return `${kept}${note}`;
  }
  return note;
}

function shrink(value: Json, room: Room): Json {
  if (typeof value === 'string') return shrinkText(value, room);
  if (typeof value !== 'object' || value === null) {
    room.left -= String(value).length;
    return value;
  }
  return Array.isArray(value) ? shrinkList(value, room) : shrinkObject(value, room);
}

function shrinkText(text: string, room: Room): Json {
  const max = Math.min(room.text, Math.max(0, Math.floor(room.left)));
  const isLong = text.length > max + MARKER_BYTES;
  const marker = CUT_TEXT.exec(text)?.[0] ?? cutMarker(`${text.length} characters`);
  const kept = isLong ? `${cleanText(text, max)}${marker}` : text;
  room.left -= jsonBytes(kept);
  return kept;
}

function shrinkList(list: Json[], room: Room): Json {
  const kept: Json[] = [];
  for (const item of list) {
    if (room.left < MARKER_BYTES) break;
    kept.push(shrink(item, room));
  }
  const left = list.length - kept.length;
  room.left -= MARKER_BYTES;
  return left > 0 ? [...kept, cutMarker(`${left} more items`)] : kept;
}

function shrinkObject(object: { [key: string]: Json }, room: Room): Json {
  const entries = Object.entries(object);
  const kept: Array<[string, Json]> = [];
  for (const [name, inner] of entries) {
    if (room.left < MARKER_BYTES) break;
    room.left -= jsonBytes(name) + 2;
    kept.push([name, shrink(inner, room)]);
  }
  const left = entries.length - kept.length;
  room.left -= MARKER_BYTES;
  if (left > 0) kept.push(['[cut] properties', `${left} more`]);
  return Object.fromEntries(kept);
}

function withNote(value: Json, note: string): Json {
  if (Array.isArray(value)) return [...value, note];
  return typeof value === 'object' && value !== null ? { ...value, '[cut]': note } : value;
}
