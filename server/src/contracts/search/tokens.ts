import type { Span } from './model';

/** A part of the text between spaces, split but not yet interpreted. */
export interface Token {
  negated: boolean;
  /** The text before the first colon outside quotes; null without one. */
  key: string | null;
  value: string;
  /** The part as it was written. */
  word: string;
  span: Span;
  /** The closing quote is missing. */
  isOpen: boolean;
}

// -? (key:)? ("quoted" | "never closed | bare)
const TOKEN = /(-?)(?:([^\s":]*):)?(?:"((?:[^"\\]|\\.)*)"(?=\s|$)|"(.*)$|(\S*))/suy;

// Any other backslash is one of the value, as in a Windows path.
const unescaped = (text: string): string => text.replace(/\\(["\\])/gu, '$1');

/**
 * Splits a text at its spaces, respecting quotes. Every character belongs to some token or is a
 * space.
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/u.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    TOKEN.lastIndex = at;
    const [word, sign, key, closed, open, bare] = TOKEN.exec(text)!;
    const value = closed === undefined ? (open ?? bare ?? '') : unescaped(closed);
    tokens.push({
      negated: sign === '-',
      key: key ?? null,
      value,
      word,
      span: { from: at, to: at + word.length },
      isOpen: open !== undefined,
    });
    at += word.length;
  }
  return tokens;
}
