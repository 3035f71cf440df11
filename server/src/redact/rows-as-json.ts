import type { SchemaAttribute } from '../event';
import { withBareAddresses, isAddressName } from './addresses';
import { ownAttribute } from './attributes';
import { below, hidingValues, withHook } from './free-form';
import { hookPart, keyedValues, mayBePair, pairOf } from './pairs';
import { ROW_KEYS } from './row-keys';
import { wordsOf, type IsSecretName } from './secret-names';
import type { Shape } from './shape';
import { secondWordsOf } from './split-names';

/*
 * Components are what a JSON attribute would be otherwise: the same names make the same values
 * secret.
 */

type Attributes = Readonly<Record<string, SchemaAttribute>>;

/** Below a name such as `authorization`, whose object may hold more than the secret. */
const BARE_VALUES: ReadonlySet<string> = new Set(['value', 'values', 'val']);
const NO_SECOND: ReadonlySet<string> = new Set();

function secondsBelow(name: string, isSecretName: IsSecretName): ReadonlySet<string> {
  const seconds = secondWordsOf(name) ?? NO_SECOND;
  return isSecretName(name, '') ? new Set([...seconds, ...BARE_VALUES]) : seconds;
}

/** Whether the two names together are the name of a secret: `card` and `number`. */
export const isSecretBelow = (above: string, name: string, isSecretName: IsSecretName): boolean =>
  !ROW_KEYS.has(name) && secondsBelow(above, isSecretName).has(wordsOf(name).join(' '));

/** The rows, or the JSON, of an attribute of that name. */
export function underName(name: string, shape: Shape, isSecretName: IsSecretName): Shape {
  const seconds = secondsBelow(name, isSecretName);
  const bare = isAddressName(name) ? withBareAddresses(shape) : shape;
  return seconds.size > 0 ? below(seconds, bare, ROW_KEYS) : bare;
}

/** Narrows a component to its row: `{ key: 'SMTP_PASSWORD', value }`. */
export function resolveAsPair(
  attributes: Attributes | undefined,
  isSecretName: IsSecretName,
  rowOf: () => Shape
): Shape['resolve'] {
  if (!mayBePair(Object.keys(attributes ?? {}))) return undefined;
  return (read, names) => {
    const pair = pairOf(read, names);
    if (pair?.named.some((name) => isSecretName(name, ''))) return hidingValues(pair, rowOf());
    const isHookPart = hookPart(read, names);
    return isHookPart ? withHook(isHookPart, rowOf()) : rowOf();
  };
}

const TEXTS = new Set(['string', 'text', 'richtext', 'json', 'blocks', 'email', 'uid']);

/** A value of which only the rest of its row could tell whether it is a secret. */
export function isKeyedValue(attributes: Attributes | undefined, name: string): boolean {
  const declared = ownAttribute(attributes, name);
  if (!declared || !TEXTS.has(declared.type)) return false;
  return keyedValues(Object.keys(attributes ?? {})).includes(name);
}
