import { ERASED } from '../../contracts';

/**
 * Where a name may begin: not within a word, but behind what JSON or a URL writes for a character.
 * A plus belongs to the word before it, if there is one: `ann+kim@x.com`.
 */
const BEGINNING =
  '(?:(?<![\\p{L}\\p{N}._+-])|(?<=\\\\[nrtbf])|(?<=\\\\u[\\da-f]{4})|(?<=%[\\da-f]{2})' +
  '|(?<=(?:^|[^\\p{L}\\p{N}._-])\\+))';
const END = '(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])';

/** How JSON inside a text, a path and a form write it. */
const spellingsOf = (text: string): string[] => {
  const encoded = encodeURIComponent(text);
  const spaced = [text.replaceAll(' ', '+'), encoded.replaceAll('%20', '+')];
  return [...new Set([text, encoded, JSON.stringify(text).slice(1, -1), ...spaced])];
};

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Only whole: `ann@x.com` is not in `joann@x.com`. */
const wholeText = (text: string): string =>
  `${BEGINNING}(?:${spellingsOf(text).map(literal).join('|')})${END}`;

/** Takes texts out of what is stored. */
export interface TextEraser {
  text(text: string): string;
  /** The same in the texts, names and numbers of JSON, which stays JSON. */
  json(text: string): string;
}

export function createTextEraser(texts: readonly string[]): TextEraser {
  const pattern = new RegExp(texts.map(wholeText).join('|') || '(?!)', 'giu');
  const erase = (text: string): string => text.replace(pattern, ERASED);

  function inValue(value: unknown): unknown {
    if (typeof value === 'string') return erase(value);
    if (typeof value === 'number') {
      const text = String(value);
      return erase(text) === text ? value : ERASED;
    }
    if (Array.isArray(value)) return value.map(inValue);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [erase(name), inValue(inner)])
    );
  }

  return {
    text: erase,
    json(text) {
      try {
        const value: unknown = JSON.parse(text);
        const left = JSON.stringify(inValue(value));
        // Written as it was, where nothing of it changes.
        return left === JSON.stringify(value) ? text : left;
      } catch {
        // Other code may have written the column.
        return erase(text);
      }
    },
  };
}
