import { addressRange } from './address';
import { closedValuesOf, type FilterWord } from './keys';
import type { SearchProblemCode } from './model';
import { nearest } from './nearest';
import { parseTime } from './time';
import { wordsOf } from './words';

export interface ValueProblem {
  code: SearchProblemCode;
  /** A value that would be valid. */
  suggestion: string | null;
}

const MAX_LENGTH = 255;
const ACTION = /^(?:[\w-]+(?:\.[\w-]+)*(?:\.\*)?|\*)$/;
const TAG = /^[^\s:]+:.+$/su;
// eslint-disable-next-line no-control-regex -- a text column takes no NUL on PostgreSQL, a line no tab.
const CONTROL = /[\u0000-\u001f\u007f]/;

// Half of a surrogate pair, which no database stores and no address can carry.
const HALF_PAIR = /\p{Surrogate}/u;

const is = (code: SearchProblemCode, suggestion: string | null = null) => ({ code, suggestion });

const needsWord = (value: string) => (wordsOf(value).length > 0 ? null : is('no-word'));

const checks: Partial<Record<FilterWord, (value: string) => ValueProblem | null>> = {
  text: needsWord,
  actor: needsWord,
  action: (value) => (ACTION.test(value) ? null : is('bad-action')),
  ip: (value) => (addressRange(value) ? null : is('bad-address')),
  tag: (value) => (TAG.test(value) ? null : is('bad-tag')),
  after: (value) => (parseTime(value) ? null : is('bad-time', nearest(value, ['today']))),
  before: (value) => (parseTime(value) ? null : is('bad-time', nearest(value, ['today']))),
};

/** What is wrong with the value of a key; null if nothing is. */
export function valueProblem(key: FilterWord, value: string): ValueProblem | null {
  if (value.trim() === '') return is('no-value');
  if (value.length > MAX_LENGTH) return is('too-long');
  if (CONTROL.test(value) || HALF_PAIR.test(value)) return is('bad-character');
  const list = closedValuesOf(key);
  if (list && !list.includes(value)) return is('unknown-value', nearest(value, list));
  return checks[key]?.(value) ?? null;
}
