import {
  isTimeKey,
  printTerm,
  SEARCH_KEYS,
  tokensOf,
  type SearchKey,
  type Span,
} from '../../../../../server/src/contracts/search';

/** The part of the text that the reader is at, and what of it stands before the caret. */
export interface Place {
  span: Span;
  negated: boolean;
  /** Null while no key has been finished. */
  key: SearchKey | null;
  /** What was typed of the key, or of the value behind it. */
  typed: string;
}

/** One offer of the search box. */
export interface Completion {
  /** What it puts into the text. */
  text: string;
  /** What it is called, where that is more than the text. */
  label: string | null;
}

const isKey = (word: string | null): word is SearchKey =>
  (SEARCH_KEYS as readonly (string | null)[]).includes(word);

/** Where the caret stands in the text. */
export function placeAt(text: string, caret: number): Place {
  const token = tokensOf(text.slice(0, caret)).at(-1);
  if (!token || (token.span.to < caret && !token.isOpen)) {
    return { span: { from: caret, to: caret }, negated: false, key: null, typed: '' };
  }
  // What stands behind the caret of the same part is replaced with it.
  const whole = tokensOf(text).find(({ span }) => span.from === token.span.from) ?? token;
  const key = isKey(token.key) ? token.key : null;
  const typed = key ? token.value : token.word.slice(token.negated ? 1 : 0);
  return { span: whole.span, negated: token.negated, key, typed };
}

/** The keys that begin so. */
export const keyCompletions = ({ typed, negated }: Place): Completion[] =>
  SEARCH_KEYS.filter((key) => key.startsWith(typed.toLowerCase()))
    .filter((key) => !negated || !isTimeKey(key))
    .map((key) => ({ text: `${negated ? '-' : ''}${key}:`, label: null }));

/** The choices of a value, as they are written into the text. */
export const valueCompletions = (
  { key, negated }: Place,
  choices: readonly { value: string; label: string }[]
): Completion[] =>
  key === null
    ? []
    : choices.map(({ value, label }) => ({
        text: printTerm({ key, value, negated }),
        label: label === value ? null : label,
      }));

/** The text after a completion was taken, and where the caret then stands. */
export function complete(text: string, { span }: Place, { text: offer }: Completion) {
  // A key goes on with its value; a finished part is left with a space.
  const isUnfinished = offer.endsWith(':');
  const rest = text.slice(span.to).replace(/^\s+/, '');
  const head = text.slice(0, span.from) + offer + (isUnfinished ? '' : ' ');
  return { text: head + (isUnfinished && rest ? ' ' : '') + rest, caret: head.length };
}
