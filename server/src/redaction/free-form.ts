import type { SecretsAmong } from './attribute-names';
import { keepIfEmail } from './email';
import { HIDDEN } from './markers';
import type { IsSecretName } from './secret-names';
import { scrubText } from './secret-shapes';
import type { ReadProperty, Shape } from './shape';
import { isSecretParameter } from './urls';

/** Where a value that no schema describes was found; each tightens the rule. */
export interface FreeFormContext {
  /** A query string: `code` and `state` are one-time secrets there. */
  query?: boolean;
  /** A sign-in route: the same, and what was typed as identifier is kept only if it is an e-mail. */
  signIn?: boolean;
  /** Names that are secret in the models concerned, such as a password attribute called `pin`. */
  secretsAmong?: SecretsAmong;
}

/** Where pairs name what they hold: `{ path: ['password'], value }`, `{ key: 'X-Api-Key', value }`. */
const PAIR_NAMES = ['path', 'name', 'key', 'field', 'header', 'param', 'attribute'];
const PAIR_VALUES = new Set([
  ...['value', 'values', 'originalvalue', 'params', 'input', 'received'],
  ...['before', 'after', 'old', 'new', 'oldvalue', 'newvalue', 'default'],
]);
const TYPED_IDENTIFIERS = new Set(['identifier', 'email', 'login']);

/** The rule for values without a schema: names decide, then what the value looks like. */
export function createFreeForm(isSecretName: IsSecretName, context: FreeFormContext = {}): Shape {
  const isUrlLike = context.query === true || context.signIn === true;
  const isSecret: IsSecretName = (name, value) =>
    isSecretName(name, value) ||
    (isUrlLike && typeof value !== 'object' && isSecretParameter(name, isSecretName));

  /** What is typed to sign in belongs to an account, and has a rule of its own. */
  const isTyped = (name: string) => context.signIn === true && TYPED_IDENTIFIERS.has(name);
  const hiddenAmong = (names: readonly string[]): ReadonlySet<string> => {
    const hidden = context.secretsAmong?.(names.filter((name) => !isTyped(name)));
    return hidden ?? NONE;
  };
  /** For a name that stands alone, in a text or a pair. */
  const isSecretAlone: IsSecretName = (name, value) =>
    isSecret(name, value) || hiddenAmong([name]).size > 0;

  const isAssigned: IsSecretName = (name, value) =>
    isSecretAlone(name, value) || (isTyped(name) && !isQuotedEmail(value));

  const shape: Shape = {
    property: (name, value) => {
      if (isSecret(name, value)) return null;
      return isTyped(name) ? emailOnly : shape;
    },
    text: (value) =>
      scrubText(value, { isSecretName: isAssigned, assignments: true, random: true }),
    readsJson: true,
    name: (value) => scrubText(value, { isSecretName, assignments: false, random: true }),
    resolve: (read, names) => without(hiddenAmong(names), kindOf(read)),
  };
  const kindOf = (read: ReadProperty): Shape => {
    if (namedBy(read).some((name) => isSecretAlone(name, ''))) return pair;
    if (namedBy(read).some(isTyped)) return typed;
    return isClient(read) ? client : shape;
  };
  const client: Shape = {
    ...shape,
    resolve: () => client,
    property: (name, value) => (name === 'key' ? null : shape.property(name, value)),
  };
  /** A validation error repeats what was typed: `{ path: ['email'], value }`. */
  const typed: Shape = {
    ...shape,
    resolve: () => typed,
    property: (name, value) =>
      PAIR_VALUES.has(name.toLowerCase()) ? emailOnly : shape.property(name, value),
  };
  const pair: Shape = {
    ...shape,
    resolve: () => pair,
    property: (name, value) =>
      PAIR_VALUES.has(name.toLowerCase()) ? null : shape.property(name, value),
  };
  return shape;
}

/** What somebody typed to identify himself. */
export const emailOnly: Shape = {
  property: () => null,
  text: (value) => keepIfEmail(value) ?? HIDDEN,
  number: () => HIDDEN,
};

/** On sign-in routes, for a body read by its schema: the identifier is kept only as an e-mail. */
export function forSignIn(shape: Shape): Shape {
  return {
    ...shape,
    property: (name, value) =>
      TYPED_IDENTIFIERS.has(name) ? emailOnly : shape.property(name, value),
  };
}

/** What a key is, a secret beside it tells: the settings of an OAuth provider. */
const isClient = (read: ReadProperty): boolean =>
  typeof read('key') === 'string' && typeof read('secret') === 'string';

const NONE: ReadonlySet<string> = new Set();

const without = (hidden: ReadonlySet<string>, shape: Shape): Shape =>
  hidden.size === 0
    ? shape
    : {
        ...shape,
        property: (name, value) => (hidden.has(name) ? null : shape.property(name, value)),
      };

/** What a pair says that its value is. */
function namedBy(read: ReadProperty): string[] {
  return PAIR_NAMES.flatMap((key) => {
    const named = read(key);
    const list: unknown[] = Array.isArray(named) ? named.slice(0, 32) : [named];
    const texts = list.filter((name) => typeof name === 'string' && name.length < 256) as string[];
    // A path leads through names: `smtp.password`, `links[0].secret`.
    return texts.flatMap((name) => [name, ...name.split(/[.[\]]+/).filter(Boolean)]);
  });
}

const isQuotedEmail = (value: unknown): boolean =>
  typeof value === 'string' && keepIfEmail(value.replace(/^\\?["']|\\?["']$/g, '')) !== null;
