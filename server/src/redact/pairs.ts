import { rememberByName } from '../event';
import { isAddressName } from './addresses';
import { wordsOf } from './secret-names';
import type { ReadProperty } from './shape';

/** A larger object is no pair. */
const MAX_NAMES = 64;
const MAX_NAMING = 32;
const MAX_TEXT = 256;
/**
 * Keys by which pairs name their value: `{ path: ['password'], value }`, `{ key: 'X-Api-Key', value
 * }`.
 */
const PAIR_NAMES = new Set([
  ...['path', 'name', 'key', 'field', 'header', 'param', 'attribute', 'type', 'label', 'kind'],
  ...['title', 'property', 'prop', 'variable', 'option', 'setting', 'parameter', 'id', 'slug', 'k'],
  ...['question', 'column', 'env', 'placeholder', 'prompt', 'input', 'meta', 'col', 'var', 'attr'],
]);
const PAIR_VALUES = new Set([
  ...['value', 'values', 'originalvalue', 'params', 'input', 'received', 'content', 'data'],
  ...['before', 'after', 'old', 'new', 'oldvalue', 'newvalue', 'default', 'defaultvalue'],
  ...['answer', 'text', 'val', 'v', 'current', 'initialvalue', 'example', 'result', 'output'],
  ...['previous', 'next'],
]);
/** What can only be the value of a pair, whatever the key that names it is called. */
const PLAIN_VALUES = new Set(['value', 'values', 'val', 'answer']);
/** Of articles: what stands beside their content names the article, and no secret. */
const TITLES = new Set(['title', 'slug']);
const CONTENT = ['content', 'text'];
/** `fieldType`, `header_name`. */
const NAME_ENDINGS = new Set(['name', 'type', 'key', 'label']);
const ADDRESSES = new Set(['url', 'uri', 'href', 'endpoint', 'address', 'target']);

export const isPairName = rememberByName((name) => {
  const words = wordsOf(name);
  const isPrefixed =
    NAME_ENDINGS.has(words.at(-1) ?? '') && PAIR_NAMES.has(words.slice(0, -1).join(''));
  return isPrefixed || PAIR_NAMES.has(name.toLowerCase());
});
/** `value`, `stringValue`. */
const isPlainValue = rememberByName((name) => PLAIN_VALUES.has(wordsOf(name).at(-1) ?? ''));
export const isPairValue = rememberByName(
  (name) => isPlainValue(name) || PAIR_VALUES.has(name.toLowerCase())
);
const isAddressPart = rememberByName((name) => ADDRESSES.has(wordsOf(name).at(-1) ?? ''));

/** A value in the old and the new state. The sender and receiver of a mail have a subject. */
const isMove = (names: readonly string[]): boolean =>
  names.includes('from') && names.includes('to') && !names.includes('subject');

/** What an object, read as a pair, says about its values. */
export interface Pair {
  /** What the object calls its value. */
  named: readonly string[];
  isValue(name: string): boolean;
}

/** Null for an object without a value that another of its properties could name. */
export function pairOf(read: ReadProperty, names: readonly string[]): Pair | null {
  const moves = isMove(names);
  if (!moves && !names.some(isPairValue)) return null;
  const bounded = names.slice(0, MAX_NAMES);
  const hasPlainValue = bounded.some(isPlainValue);
  const naming = bounded.filter((name) => isNaming(name, { read, names, hasPlainValue }));
  const others = hasPlainValue ? bounded.filter((name) => !isPlainValue(name)) : [];
  return {
    named: [
      ...naming.flatMap((name) => textsIn(read(name))),
      ...others.flatMap((name) => identifiersIn(read(name))),
    ],
    isValue: (name) => isPairValue(name) || (moves && (name === 'from' || name === 'to')),
  };
}

interface Around {
  read: ReadProperty;
  names: readonly string[];
  hasPlainValue: boolean;
}

function isNaming(name: string, { read, names, hasPlainValue }: Around): boolean {
  if (!isPairName(name)) return false;
  if (!TITLES.has(name)) return true;
  if (CONTENT.some((key) => names.includes(key))) return false;
  const title = read(name);
  return hasPlainValue || !(typeof title === 'string' && /\s/.test(title.trim()));
}

const isShort = (text: unknown): text is string =>
  typeof text === 'string' && text !== '' && text.length < MAX_TEXT;

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What names a value: a text, the parts of a path, translations of a label. */
function textsIn(value: unknown): string[] {
  const list: unknown[] = isPlainObject(value)
    ? Object.values(value).slice(0, MAX_NAMING)
    : [value].flat().slice(0, MAX_NAMING);
  // A path leads through names: `smtp.password`, `links[0].secret`.
  return list.filter(isShort).flatMap((name) => [name, ...name.split(/[.[\]]+/).filter(Boolean)]);
}

/** Any other text beside a plain value, if it can be a name; prose has spaces. */
function identifiersIn(value: unknown): string[] {
  if (isPlainObject(value)) {
    const naming = Object.keys(value).slice(0, MAX_NAMING).filter(isPairName);
    return naming.map((name) => value[name]).filter(isIdentifier);
  }
  return isIdentifier(value) ? [value] : [];
}

const isIdentifier = (value: unknown): value is string =>
  isShort(value) && /^[\p{L}\p{M}\p{N}_.-]{2,64}$/u.test(value);

/** Which properties hold the address of a hook: `{ type: 'webhook', url }`. Null if none does. */
export function hookPart(
  read: ReadProperty,
  names: readonly string[]
): ((name: string) => boolean) | null {
  const isPart = (name: string) => isAddressPart(name) || isPairValue(name);
  if (!names.some(isPart)) return null;
  const naming = names.slice(0, MAX_NAMES).filter((name) => isPairName(name) && !TITLES.has(name));
  const isHook = naming.some((name) => textsIn(read(name)).some(isAddressName));
  return isHook ? isPart : null;
}

/** An adjacent secret shows what a key is: the settings of an OAuth provider. */
export const isClient = (read: ReadProperty, names: readonly string[]): boolean =>
  typeof read('key') === 'string' &&
  names.some((name) => isSecretOfClient(name) && typeof read(name) === 'string');

const isSecretOfClient = rememberByName((name) => wordsOf(name).at(-1) === 'secret');

/** Whether a row with these attributes may be a pair, or say what its address is for. */
export const mayBePair = (names: readonly string[]): boolean =>
  names.some(isPairName) && names.some((name) => isPairValue(name) || isAddressPart(name));

/** Of an FAQ or a list of figures, the label is no key. */
const KEYS = new Set([
  ...['key', 'name', 'variable', 'var', 'env', 'setting', 'header', 'param', 'parameter'],
  ...['option', 'property', 'field'],
]);
const isKey = rememberByName((name) => {
  const words = wordsOf(name);
  return KEYS.has(words.join('')) || (words.length === 2 && words[1] === 'key');
});

/** Which of the attributes of a row may hold anything, since another says what they hold. */
export const keyedValues = (names: readonly string[]): readonly string[] =>
  names.some(isKey) ? names.filter((name) => isPlainValue(name) && name !== 'answer') : [];
