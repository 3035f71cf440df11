import { isRecord } from './context';

type Normalize = (value: unknown) => unknown;

/**
 * Databases and requests write the same value differently (`"1.50"` and 1.5, a Date and its ISO
 * text). Each type is converted to one form before the comparison.
 */
const NORMALIZE: Readonly<Record<string, Normalize>> = {
  integer: normalizeNumber,
  biginteger: normalizeNumber,
  float: normalizeNumber,
  decimal: normalizeNumber,
  boolean: normalizeBoolean,
  date: (value) => readTime(value, (date) => date.toISOString().slice(0, 10)),
  datetime: (value) => readTime(value, (date) => date.toISOString()),
  timestamp: (value) => readTime(value, (date) => date.toISOString()),
  time: normalizeTime,
  json: readJson,
  blocks: readJson,
};

/** True if the two values mean the same in the given attribute type. */
export function isSameValue(type: string, before: unknown, after: unknown): boolean {
  const read = NORMALIZE[type] ?? plain;
  return isSameJson(read(before) ?? null, read(after) ?? null);
}

/** The one form that all spellings of a value of the attribute type share. */
export function normalized(type: string, value: unknown): unknown {
  return (NORMALIZE[type] ?? plain)(value);
}

/** Deeper values count as different: the comparison must end, and real content is not that deep. */
const MAX_DEPTH = 500;

/** Equality of JSON values, whatever prototypes the drivers gave their objects. */
export function isSameJson(before: unknown, after: unknown, depth = 0): boolean {
  if (Object.is(before, after) || before === after) return true;
  // Most values are texts and numbers.
  if (depth > MAX_DEPTH || typeof before !== 'object' || typeof after !== 'object') return false;
  const isSame = (key: string, from: object, to: object) =>
    Object.hasOwn(to, key) && isSameJson(Reflect.get(from, key), Reflect.get(to, key), depth + 1);
  if (Array.isArray(before) && Array.isArray(after)) {
    return (
      before.length === after.length &&
      Object.keys(before).every((key) => isSame(key, before, after))
    );
  }
  if (!isRecord(before) || !isRecord(after)) return false;
  const keys = Object.keys(before);
  return (
    keys.length === Object.keys(after).length && keys.every((key) => isSame(key, before, after))
  );
}

/** Databases without a JSON type may return JSON as text; only lists and objects are parsed. */
export function readJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return parsed;
  } catch {
    return value;
  }
}

/** A value as it is stored in an event: dates as ISO text, everything else as is. */
export function plain(value: unknown): unknown {
  return value instanceof Date ? readTime(value, (date) => date.toISOString()) : value;
}

const DECIMAL = /^([+-]?)0*(\d+)(?:\.(\d*?)0*)?$/;

function normalizeNumber(value: unknown): unknown {
  if (typeof value !== 'number' && typeof value !== 'string' && typeof value !== 'bigint') {
    return value;
  }
  const text = String(value).trim();
  const parts = DECIMAL.exec(text);
  if (!parts) return Number.isFinite(Number(text)) && text !== '' ? expand(Number(text)) : text;
  const [, sign = '', whole = '0', fraction = ''] = parts;
  const digits = fraction ? `${whole}.${fraction}` : whole;
  return sign === '-' && digits !== '0' ? `-${digits}` : digits;
}

/** `1e21` and the like: compared as numbers, since they have no exact decimal text. */
function expand(value: number): string {
  return `e${value.toExponential()}`;
}

function normalizeBoolean(value: unknown): unknown {
  if (value === 1 || value === '1' || value === 'true') return true;
  return value === 0 || value === '0' || value === 'false' ? false : value;
}

function readTime(value: unknown, write: (date: Date) => string): unknown {
  const isDateLike =
    value instanceof Date || typeof value === 'number' || typeof value === 'string';
  if (!isDateLike || value === '') return value;
  const date = new Date(/^\d{12,14}$/.test(String(value)) ? Number(value) : value);
  return Number.isNaN(date.getTime()) ? String(value) : write(date);
}

/** `10:00`, `10:00:00` and `10:00:00.000` are one time. */
function normalizeTime(value: unknown): unknown {
  const parts = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?$/.exec(String(value ?? ''));
  if (!parts) return value;
  const [, hours = '', minutes = '', seconds = '00', fraction = ''] = parts;
  return `${hours.padStart(2, '0')}:${minutes}:${seconds}.${fraction.padEnd(6, '0')}`;
}
