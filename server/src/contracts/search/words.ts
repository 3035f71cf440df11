/** Words are stored and compared in this form, so databases need no case rules. */
export const fold = (text: string): string =>
  NOT_ASCII.test(text) ? foldAny(text) : text.toLowerCase();

const NOT_ASCII = /[\u0080-\uffff]/;

const foldAny = (text: string): string =>
  // Lower case makes `ẞ` a `ß`, upper case makes that `SS`, and lower case all of them `ss`. Sigma has
  // a special form at the end of words.
  text.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ');

const WORD_START = /[\p{L}\p{N}]+/gu;
/** Text whose words are found by their first letter alone, as most titles are. */
const PLAIN = /^[a-z0-9]+(?: [a-z0-9]+)*$/;
const NOTHING_TO_FIND = /^[^\p{L}\p{N}]+/u;

/** The words a reader may have meant: split at spaces, without signs before the first letter. */
export const wordsOf = (text: string): string[] => wordsIn(fold(text));

const wordsIn = (folded: string): string[] =>
  folded
    .split(/\s+/)
    .map((word) => word.replace(NOTHING_TO_FIND, ''))
    .filter(Boolean);

/**
 * The positions at which a typed word may start: `anna.berg@example.com` is found by `anna`,
 * `berg@ex` and `example.com`, but not by `com`, which occurs in nearly every address.
 */
function beginningsOf(word: string): string[] {
  const lastDot = word.includes('@') ? word.lastIndexOf('.') : -1;
  return [...word.matchAll(WORD_START)]
    .filter(({ index }) => index === 0 || lastDot < 0 || index <= lastDot)
    .map(({ index }) => word.slice(index));
}

function beginningsIn(text: string): string[] {
  const folded = fold(text);
  return PLAIN.test(folded) ? folded.split(' ') : wordsIn(folded).flatMap(beginningsOf);
}

/**
 * The strings whose prefixes find the given texts, each once; a string that is a prefix of another
 * is left out: a search for `anna` finds `anna@example.com` too.
 */
export function searchableBeginnings(texts: readonly (string | null)[], max: number): string[] {
  const all = new Set<string>();
  for (const text of texts) for (const beginning of beginningsIn(text ?? '')) all.add(beginning);
  const cut = [...all].map(beginningToFind);
  return [...new Set(cut)]
    .filter((word) => !cut.some((other) => other !== word && other.startsWith(word)))
    .slice(0, max);
}

/** Longer prefixes are cut, both in storage and in searches. */
export const MAX_WORD_LENGTH = 100;

/** A word as it is searched among the stored prefixes. */
export const beginningToFind = (word: string): string =>
  word.length <= MAX_WORD_LENGTH ? word : [...word].slice(0, MAX_WORD_LENGTH).join('');
