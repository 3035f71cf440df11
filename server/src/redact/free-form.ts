import { isAddressName, readAddress } from './addresses';
import type { SecretsAmong } from './attribute-names';
import { keepIfEmail } from './email';
import { keepName } from './kept-names';
import { createItemsOf, holdsFlatPairs } from './lists';
import { HIDDEN } from './markers';
import { rememberByName } from '../event';
import { wordsOf, type IsSecretName } from './secret-names';
import { scrubText } from './secret-shapes';
import type { ReadProperty, Shape } from './shape';
import { secondWordsOf } from './split-names';
import { isSecretParameter } from './urls';

/** Where a value without a schema was found; each flag tightens the rule. */
export interface FreeFormContext {
  /** A query string: `code` and `state` are one-time secrets there. */
  query?: boolean;
  /** A sign-in route: the same, and the typed identifier is kept only if it is an e-mail. */
  signIn?: boolean;
  /** Names that are secret in the models concerned, such as a password attribute called `pin`. */
  secretsAmong?: SecretsAmong;
}

/** A larger object is no pair. */
const MAX_NAMES = 64;
/**
 * Keys by which pairs name their value: `{ path: ['password'], value }`, `{ key: 'X-Api-Key', value
 * }`.
 */
const PAIR_NAMES = new Set([
  ...['path', 'name', 'key', 'field', 'header', 'param', 'attribute', 'type', 'label', 'kind'],
  ...['title', 'property', 'prop', 'variable', 'option', 'setting', 'parameter', 'id', 'slug', 'k'],
]);
const PAIR_VALUES = new Set([
  ...['value', 'values', 'originalvalue', 'params', 'input', 'received', 'content', 'data'],
  ...['before', 'after', 'old', 'new', 'oldvalue', 'newvalue', 'default', 'defaultvalue'],
  ...['answer', 'text', 'val', 'v', 'current', 'initialvalue', 'example'],
]);
/** `header_name` and `headerValue` are a `name` and a `value`. */
const partOfPair = (parts: ReadonlySet<string>, ending: string) =>
  rememberByName((name) => {
    const words = wordsOf(name);
    const isPrefixed = words.at(-1) === ending && PAIR_NAMES.has(words.slice(0, -1).join(''));
    return isPrefixed || parts.has(name.toLowerCase());
  });
const isPairName = partOfPair(PAIR_NAMES, 'name');
const isPairValue = partOfPair(PAIR_VALUES, 'value');
const address: Shape = {
  property: () => null,
  text: readAddress,
  number: () => HIDDEN,
  name: keepName,
};
const TYPED_IDENTIFIERS = new Set(['identifier', 'email', 'login']);

/** The rule for values without a schema: names decide, then what the value looks like. */
export function createFreeForm(isSecretName: IsSecretName, context: FreeFormContext = {}): Shape {
  const isUrlLike = context.query === true || context.signIn === true;
  const isSecret: IsSecretName = (name, value) =>
    isSecretName(name, value) ||
    (isUrlLike && typeof value !== 'object' && isSecretParameter(name, isSecretName));

  /** A sign-in identifier belongs to an account, and has a separate rule. */
  const isTyped = (name: string) => context.signIn === true && TYPED_IDENTIFIERS.has(name);
  const hiddenAmong = (names: readonly string[]): ReadonlySet<string> => {
    const hidden = context.secretsAmong?.(names.filter((name) => !isTyped(name)));
    return hidden ?? NONE;
  };
  /** For a name that appears alone, in a text or a pair. */
  const isSecretAlone: IsSecretName = (name, value) =>
    isSecret(name, value) || hiddenAmong([name]).size > 0;

  const isAssigned: IsSecretName = (name, value) =>
    isSecretAlone(name, value) || (isTyped(name) && !isQuotedEmail(value));

  const shape: Shape = {
    property: (name, value) => {
      if (isSecret(name, value)) return null;
      if (isTyped(name)) return emailOnly;
      if (typeof value === 'string' && isAddressName(name)) return address;
      if (Array.isArray(value) && holdsFlatPairs(name)) return flatPairs;
      const second = secondWordsOf(name);
      return second ? below(second, shape) : shape;
    },
    items: (items) => itemsOf(items, { areFlatPairs: false }),
    text: (value) => scrubText(value, isAssigned),
    readsJson: true,
    ownsNames: true,
    name: (value) => scrubText(value, isSecretName),
    resolve: (read, names) => {
      const kind = without(hiddenAmong(names), kindOf(read, names));
      return typeof read('kty') === 'string' ? without(PRIVATE_OF_KEY, kind) : kind;
    },
  };
  const kindOf = (read: ReadProperty, names: readonly string[]): Shape => {
    if (names.some(isPairValue)) {
      const named = namedBy(read, names);
      if (named.some((name) => isSecretAlone(name, ''))) return pair;
      if (named.some(isTyped)) return typed;
    }
    return isClient(read) ? client : shape;
  };
  const itemsOf = createItemsOf(
    () => shape,
    (name) => isSecretAlone(name, '')
  );
  const flatPairs: Shape = { ...shape, items: (items) => itemsOf(items, { areFlatPairs: true }) };
  const client: Shape = {
    ...shape,
    resolve: () => client,
    property: (name, value) => (name === 'key' ? null : shape.property(name, value)),
  };
  /** A validation error repeats what was typed: `{ path: ['email'], value }`. */
  const typed: Shape = {
    ...shape,
    resolve: () => typed,
    property: (name, value) => (isPairValue(name) ? emailOnly : shape.property(name, value)),
  };
  const pair: Shape = {
    ...shape,
    resolve: () => pair,
    property: (name, value) => (isPairValue(name) ? null : shape.property(name, value)),
  };
  return shape;
}

/** Reads what is below the first word of a name: the second word makes it a secret. */
const below = (second: ReadonlySet<string>, shape: Shape): Shape => ({
  ...shape,
  resolve: (read, names) => below(second, shape.resolve?.(read, names) ?? shape),
  property: (name, value) =>
    typeof value !== 'boolean' && value !== null && second.has(wordsOf(name).join(' '))
      ? null
      : shape.property(name, value),
});

/** An identifier typed at sign-in. */
export const emailOnly: Shape = {
  property: () => null,
  text: (value) => keepIfEmail(value) ?? HIDDEN,
  number: () => HIDDEN,
  boolean: () => HIDDEN,
  name: keepName,
};

/** On sign-in routes, for a body read by its schema: the identifier is kept only as an e-mail. */
export function forSignIn(shape: Shape): Shape {
  return {
    ...shape,
    property: (name, value) =>
      TYPED_IDENTIFIERS.has(name) ? emailOnly : shape.property(name, value),
  };
}

/** An adjacent secret shows what a key is: the settings of an OAuth provider. */
const isClient = (read: ReadProperty): boolean =>
  typeof read('key') === 'string' && typeof read('secret') === 'string';

/** The members of a JSON web key, which `kty` shows it to be, that are no public key. */
const PRIVATE_OF_KEY = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']);

const NONE: ReadonlySet<string> = new Set();

const without = (hidden: ReadonlySet<string>, shape: Shape): Shape =>
  hidden.size === 0
    ? shape
    : {
        ...shape,
        property: (name, value) => (hidden.has(name) ? null : shape.property(name, value)),
      };

/** What a pair names its value. */
function namedBy(read: ReadProperty, names: readonly string[]): string[] {
  const naming = names.slice(0, MAX_NAMES).filter(isPairName);
  return naming.flatMap((key) => {
    const named = read(key);
    const list: unknown[] = Array.isArray(named) ? named.slice(0, 32) : [named];
    const texts = list.filter((name) => typeof name === 'string' && name.length < 256) as string[];
    // A path leads through names: `smtp.password`, `links[0].secret`.
    return texts.flatMap((name) => [name, ...name.split(/[.[\]]+/).filter(Boolean)]);
  });
}

const isQuotedEmail = (value: unknown): boolean =>
  typeof value === 'string' && keepIfEmail(value.replace(/^\\?["']|\\?["']$/g, '')) !== null;
