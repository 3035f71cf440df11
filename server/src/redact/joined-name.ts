import { JOINED_TAIL, OWNER } from './secret-words';
import { plain } from './plain-letters';

/** A name without its separators, and where its words began. */
export interface JoinedName {
  text: string;
  /** Where words begin, and the end of the name; in ascending order. */
  borders: readonly number[];
}

/** @param words as they are written */
export function joinName(words: readonly string[]): JoinedName {
  const borders = [0];
  let text = '';
  let previous = '';
  for (const word of words) {
    // In `PASSWORDhash` the last capital may belong to either word.
    if (/^\p{Lu}\p{Ll}/u.test(word) && /\p{Lu}$/u.test(previous)) borders.push(text.length + 1);
    previous = word;
    text += plain(word.toLowerCase());
    borders.push(text.length);
  }
  return { text, borders };
}

/**
 * True if the name has the part, and no chance of neighbours made it: `imageSlot` has no `geslo`.
 *
 * @param isWide the part counts anywhere inside one word
 */
export function hasPart({ text, borders }: JoinedName, part: string, isWide: boolean): boolean {
  for (let start = text.indexOf(part); start >= 0; start = text.indexOf(part, start + 1)) {
    const end = start + part.length;
    if (isWide && !borders.some((border) => border > start && border < end)) return true;
    if (beginsAt(text, borders, start) && endsAt(text, borders, end)) return true;
  }
  return false;
}

/** `mypassWord` begins with an owner. */
function beginsAt(text: string, borders: readonly number[], start: number): boolean {
  if (borders.includes(start)) return true;
  const before = borders.findLast((border) => border < start) ?? 0;
  return OWNER.test(text.slice(before, start));
}

function endsAt(text: string, borders: readonly number[], end: number): boolean {
  if (borders.includes(end)) return true;
  const after = borders.find((border) => border > end);
  return JOINED_TAIL.test(text.slice(end, after));
}
