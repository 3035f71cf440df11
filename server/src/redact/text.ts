/** Room for names, paths, reasons and user agents: the length of Strapi's `string` columns. */
export const COLUMN_LENGTH = 255;

/** Few texts contain these, and finding them is faster than replacing them. */
const MAY_BE_UNCLEAN = /[\0\ud800-\udfff]/;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * Text that every database accepts, at most `max` UTF-16 units long. PostgreSQL refuses NUL, and
 * PostgreSQL and MariaDB refuse lone surrogates: a sender could otherwise make their own event
 * fail.
 */
export function cleanText(text: string, max = Number.MAX_SAFE_INTEGER): string {
  const bounded = text.length > max ? text.slice(0, endOfWholeCharacter(text, max)) : text;
  if (!MAY_BE_UNCLEAN.test(bounded)) return bounded;
  return bounded.replaceAll('\0', '').replace(LONE_SURROGATE, '\uFFFD');
}

/** Where to end a slice of at most `max` units without splitting a surrogate pair. */
function endOfWholeCharacter(text: string, max: number): number {
  const last = text.charCodeAt(max - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return splitsPair ? max - 1 : max;
}
