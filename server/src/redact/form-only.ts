import { hiddenKind } from './markers';
import { looksRandom } from './random-string';
import type { IsSecretName } from './secret-names';
import type { Shape } from './shape';

/**
 * Names as programs write them. Values in the position of a name look different: a form that
 * consists only of `Secret710000` or `71000006` has it as a name.
 */
const NAME =
  /^(?!.*\d{6})(?:[\p{L}_$@][\p{L}\p{M}\p{N}_.:$@/-]{0,63}|\d{1,5})(?:\[[\p{L}\p{N}_$.-]{0,64}\]){0,8}$/u;
const HIDDEN_NAME = hiddenKind('name');

/**
 * A property's name, if it looks like one. A body with the wrong media type puts its values in the
 * position of names: `{"password":"x"}` as `application/x-www-form-urlencoded`.
 */
export function keepName(name: string): string {
  return NAME.test(name) && !looksRandom(name) ? name : HIDDEN_NAME;
}

/** Values not known to be safe: names, kinds and counts are kept. */
export const formOnly: Shape = {
  property: () => formOnly,
  text: (value) => (value === '' ? '' : hiddenKind('text')),
  number: () => hiddenKind('number'),
  boolean: () => hiddenKind('boolean'),
  name: keepName,
  countsItems: true,
};

/** How to read a key that no schema knows; null if its name alone makes it a secret. */
export type ReadUnknown = (name: string, value: unknown) => Shape | null;

/** Keeps names and kinds. A value with a secret's name does not even show its kind. */
export function createFormOnly(isSecretName: IsSecretName): { form: Shape; unknown: ReadUnknown } {
  const unknown: ReadUnknown = (name, value) =>
    typeof value !== 'object' && isSecretName(name, '') ? null : form;
  const form: Shape = { ...formOnly, property: unknown };
  return { form, unknown };
}
