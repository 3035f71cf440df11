import type { Search, SearchTerm } from './model';

const quoted = (value: string): string => `"${value.replace(/[\\"]/g, '\\$&')}"`;

// A bare word must not be read as a key, a negation or a quotation when parsed again.
const BARE_WORD = /^[^\s":-][^\s":]*$/;
const BARE_VALUE = /^[^\s"]+$/;

/** One term as it is written in the box. */
export function printTerm({ key, value, negated }: SearchTerm): string {
  const sign = negated ? '-' : '';
  if (key === 'text') return sign + (BARE_WORD.test(value) ? value : quoted(value));
  return `${sign}${key}:${BARE_VALUE.test(value) ? value : quoted(value)}`;
}

/** The text of a query; `parseSearch` turns it back into the same query. */
export const printSearch = (search: Search): string => search.map(printTerm).join(' ');
