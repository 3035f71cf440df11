/** Words are kept and compared in this form, so that databases need no opinion on case. */
export const fold = (text: string): string =>
  // Up before down: `ß` and `SS` fall together only that way. Sigma has a form for the ends of words.
  text.normalize('NFKC').toUpperCase().toLowerCase().replaceAll('ς', 'σ');

const WORD_START = /[\p{L}\p{N}]+/gu;
const NOTHING_TO_FIND = /^[^\p{L}\p{N}]+/u;

/** The words a reader may have meant: split at spaces, without signs before the first letter. */
export const wordsOf = (text: string): string[] =>
  fold(text)
    .split(/\s+/)
    .map((word) => word.replace(NOTHING_TO_FIND, ''))
    .filter(Boolean);

/**
 * The places at which a word can be begun to be typed: `anna.berg@example.com` is found by `anna`,
 * `berg@ex` and `example.com`, but not by `com`, which stands in nearly every address.
 */
function beginningsOf(word: string): string[] {
  const lastDot = word.includes('@') ? word.lastIndexOf('.') : -1;
  return [...word.matchAll(WORD_START)]
    .filter(({ index }) => index === 0 || lastDot < 0 || index <= lastDot)
    .map(({ index }) => word.slice(index));
}

/**
 * Everything by whose beginning a text can be found, each once, the longest of those that begin alike:
 * whoever looks for `anna` finds `anna@example.com` too.
 */
export function searchableBeginnings(texts: readonly (string | null)[], max: number): string[] {
  const all = new Set(texts.flatMap((text) => wordsOf(text ?? '')).flatMap(beginningsOf));
  const cut = [...all].map(beginningToFind);
  return [...new Set(cut)]
    .filter((word) => !cut.some((other) => other !== word && other.startsWith(word)))
    .slice(0, max);
}

/** Longer beginnings are cut, when kept and when looked for. */
export const MAX_WORD_LENGTH = 48;

/** A word as it is looked for among the beginnings that are kept. */
export const beginningToFind = (word: string): string =>
  word.length <= MAX_WORD_LENGTH ? word : [...word].slice(0, MAX_WORD_LENGTH).join('');
