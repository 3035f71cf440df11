import { rememberByName } from '../event';
import { wordsOf } from './secret-names';
import { SECRET_PHRASES, SPLIT_CREDENTIALS } from './secret-phrases';

/** Words that are harmless alone, by the preceding words that make them secret. */
const SECOND_WORDS: ReadonlyMap<string, ReadonlySet<string>> = secondWords();

function secondWords() {
  const found = new Map<string, Set<string>>();
  for (const phrase of [...SECRET_PHRASES, ...SPLIT_CREDENTIALS]) {
    const words = phrase.split(' ');
    for (let at = 1; at < words.length; at += 1) {
      const second = words.slice(at).join(' ');
      // `{ wifi: { key } }`, or `{ 'wi-fi': { key } }`
      for (const first of [words.slice(0, at).join(' '), words.slice(0, at).join('')]) {
        const seconds = found.get(first) ?? new Set();
        found.set(first, seconds.add(second).add(`${second}s`));
      }
    }
  }
  return found;
}

/** No phrase has more words. */
const MAX_WORDS = 5;

/**
 * The words that, as a key below this name, complete the name of a secret: `{ api: { key } }` is an
 * `apiKey`, and `{ recovery: { codes } }` are `recoveryCodes`. Null for names that complete none.
 */
export const secondWordsOf = rememberByName((name): ReadonlySet<string> | null => {
  const words = wordsOf(name).slice(-MAX_WORDS);
  const found = words.flatMap((_, at) => [...(SECOND_WORDS.get(words.slice(at).join(' ')) ?? [])]);
  return found.length > 0 ? new Set(found) : null;
});
