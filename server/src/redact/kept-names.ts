import { rememberByName } from '../event';
import { hiddenKind } from './markers';
import { isGenerated } from './random-string';
import { scrubText } from './secret-shapes';

/**
 * Names as programs write them. Values in the position of a name look different: a form that
 * consists only of `Secret710000` or `71000006` has it as a name.
 */
const NAME =
  /^(?!.*\d{6})(?:[\p{L}_$@][\p{L}\p{M}\p{N}_.:$@/-]{0,63}|\d{1,5})(?:\[[\p{L}\p{N}_$.-]{0,64}\]){0,8}$/u;
/** Shorter text is no token. */
const MIN_TOKEN = 12;

export const HIDDEN_NAME = hiddenKind('name');

/**
 * A property's name, if it looks like one. A body with the wrong media type puts its values in the
 * position of names: `{"password":"x"}` as `application/x-www-form-urlencoded`.
 */
export const keepName = rememberByName((name) =>
  NAME.test(name) && !isTokenAsName(name) ? name : HIDDEN_NAME
);

/** Whether a name, or a part of it such as `[x]`, has the form of a token. */
export function isTokenAsName(name: string): boolean {
  if (name.length < MIN_TOKEN) return false;
  return scrubText(name, () => false) !== name || name.split(/[[\]]+/).some(isTokenPart);
}

const isTokenPart = (part: string): boolean =>
  part.length >= MIN_TOKEN &&
  [part, part.replace(/[^\p{L}\p{N}]/gu, ''), ...part.split(/[^\p{L}\p{N}_-]+/u)].some(isGenerated);

/** A name that is kept whole, unless it has the form of a token: that of a header. */
export const keepUnlessToken = (name: string): string => (isTokenAsName(name) ? HIDDEN_NAME : name);
