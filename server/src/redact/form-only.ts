import { keepName } from './kept-names';
import { hiddenKind } from './markers';
import type { IsSecretName } from './secret-names';
import type { Shape } from './shape';

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
