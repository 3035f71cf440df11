import { isAddressName, readAddress, withBareAddresses } from './addresses';
import type { SecretsAmong } from './attribute-names';
import { keepIfEmail } from './email';
import { keepName } from './kept-names';
import { createItemsOf, holdsFlatPairs } from './lists';
import { HIDDEN } from './markers';
import { hookPart, isClient, isPairValue, pairOf, type Pair } from './pairs';
import { isCredentialsName, wordsOf, type IsSecretName } from './secret-names';
import { scrubText } from './secret-shapes';
import type { ReadProperty, Shape } from './shape';
import { secondWordsOf } from './split-names';
import { tableShape } from './json-tables';
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

/** A text that is called an address: it is one, or hidden. */
export const address: Shape = {
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
      const second = secondWordsOf(name);
      const inner = second ? below(second, shape) : shape;
      if (isAddressName(name)) return belowAddress(value, inner);
      if (Array.isArray(value) && holdsFlatPairs(name)) return flatPairs;
      // Secret by its name, were it not for what its object has besides.
      if (isObject(value) && isSecretName(name, '') && !isCredentialsName(name)) return group;
      return inner;
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
    const pair = pairOf(read, names);
    if (pair?.named.some((name) => isSecretAlone(name, ''))) return hidingValues(pair, shape);
    if (pair?.named.some(isTyped)) return typed;
    if (isClient(read, names)) return client;
    const isHookPart = hookPart(read, names);
    if (isHookPart) return withHook(isHookPart, shape);
    return tableShape(read, names, (name) => isSecretAlone(name, ''), shape) ?? shape;
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
  const group: Shape = {
    ...shape,
    resolve: () => group,
    property: (name, value) => {
      if (typeof value === 'object' || typeof value === 'boolean')
        return shape.property(name, value);
      if (name === 'from') return emailOnly;
      return GROUP_TEXTS.has(name) ? shape.property(name, value) : null;
    },
  };
  return shape;
}

/** The texts of an e-mail template, or of a permission: `{ resetPassword: { policy: '' } }`. */
const GROUP_TEXTS = new Set([
  ...['enabled', 'policy', 'display', 'options', 'icon', 'subject', 'object', 'message'],
]);

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The pair without its values, which its name makes secret. */
export function hidingValues({ isValue }: Pair, shape: Shape): Shape {
  const pair: Shape = {
    ...shape,
    resolve: () => pair,
    property: (name, value) => (isValue(name) ? null : shape.property(name, value)),
  };
  return pair;
}

/** `{ key: 'webhookUrl', value }`: of an address in such a part, only the host is kept. */
export const withHook = (isHookPart: (name: string) => boolean, shape: Shape): Shape => ({
  ...shape,
  resolve: undefined,
  property: (name, value) => {
    const inner = shape.property(name, value);
    return inner && isHookPart(name) ? withBareAddresses(inner) : inner;
  },
});

/** What has the name of a hook's address: the address, several, or what belongs to it. */
export function belowAddress(value: unknown, shape: Shape): Shape {
  if (typeof value === 'string') return address;
  const bare = withBareAddresses(shape);
  return Array.isArray(value) ? { ...bare, items: itemsBelowAddress(bare) } : bare;
}

const itemsBelowAddress =
  (bare: Shape) =>
  (items: readonly unknown[]): ReadonlyArray<Shape | null> =>
    items.map((item) => (typeof item === 'string' ? address : bare));

/**
 * Reads what is below the first word of a name: the second word makes it a secret.
 *
 * @param exempt names with a meaning of their own
 */
export const below = (
  second: ReadonlySet<string>,
  shape: Shape,
  exempt?: { has(name: string): boolean }
): Shape => ({
  ...shape,
  resolve: (read, names) => below(second, shape.resolve?.(read, names) ?? shape, exempt),
  property: (name, value) =>
    typeof value !== 'boolean' &&
    value !== null &&
    !exempt?.has(name) &&
    second.has(wordsOf(name).join(' '))
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

const isQuotedEmail = (value: unknown): boolean =>
  typeof value === 'string' && keepIfEmail(value.replace(/^\\?["']|\\?["']$/g, '')) !== null;
