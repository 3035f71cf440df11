import { plain } from './plain-letters';
import { JOINED_TAIL, ORDINARY_BEFORE, OWNER, WORDS_OF_PARTS } from './secret-words';

/** A name without its separators. */
export interface JoinedName {
  text: string;
  /** Where words begin, and the end of the name; in ascending order. */
  borders: readonly number[];
  /** In `PASSWORDhash` the last capital may belong to either word. */
  possibleBorders: ReadonlySet<number>;
}

/** @param words as they are written */
export function joinName(words: readonly string[]): JoinedName {
  const borders = [0];
  const possibleBorders = new Set<number>();
  let text = '';
  let previous = '';
  for (const word of words) {
    if (/^\p{Lu}\p{Ll}/u.test(word) && /\p{Lu}$/u.test(previous)) {
      possibleBorders.add(text.length + 1);
    }
    text += plain(word.toLowerCase());
    borders.push(text.length);
    previous = word;
  }
  return { text, borders, possibleBorders };
}

/** No words make so many letters by chance, if they begin with the first one's border. */
const LONG = 10;

/**
 * True if the name has the part, and no chance of neighbours made it: `imageSlot` has no `geslo`.
 *
 * @param isWide the part counts anywhere inside one word
 */
export function hasPart(name: JoinedName, part: string, isWide: boolean): boolean {
  const { text, borders } = name;
  for (let start = text.indexOf(part); start >= 0; start = text.indexOf(part, start + 1)) {
    const end = start + part.length;
    if (isWide && !borders.some((border) => border > start && border < end)) return true;
    const isPhrase = isWide && endsWithWord(name, end);
    const begins = beginsAt(name, start) || (isPhrase && !ORDINARY_BEFORE.test(part));
    const isLong = isWide && part.length >= LONG;
    if (begins && (isPhrase || isLong || endsAt(name, end))) return true;
  }
  return false;
}

/** `mypassWord` begins with an owner. */
function beginsAt({ text, borders }: JoinedName, start: number): boolean {
  if (borders.includes(start)) return true;
  const before = borders.findLast((border) => border < start) ?? 0;
  return OWNER.test(text.slice(before, start));
}

function endsAt({ text, borders, possibleBorders }: JoinedName, end: number): boolean {
  if (borders.includes(end) || possibleBorders.has(end)) return true;
  const after = borders.find((border) => border > end);
  return JOINED_TAIL.test(text.slice(end, after));
}

/** The border inside `stripeapiKeyring` is one of the phrase; that inside `hasLabel` is not. */
function endsWithWord({ text, borders }: JoinedName, end: number): boolean {
  const before = borders.findLast((border) => border < end) ?? 0;
  return WORDS_OF_PARTS.test(text.slice(before, end));
}
