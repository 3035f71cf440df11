import type { FilterWord } from './keys';

/** One part of a query: a chip on the page, a word or `key:value` in the text. */
export interface SearchTerm {
  /** `text` for a word without a key. */
  key: FilterWord;
  value: string;
  negated: boolean;
}

/** A query on the log. The order is the writer's; it does not change the result. */
export type Search = readonly SearchTerm[];

/** A range in the text: from the first character to the one after the last. */
export interface Span {
  from: number;
  to: number;
}

export const SEARCH_PROBLEMS = [
  'unknown-key',
  'no-value',
  'no-word',
  'open-quote',
  'bad-character',
  'too-long',
  'too-many',
  'unknown-value',
  'bad-action',
  'bad-address',
  'bad-tag',
  'bad-time',
  'negated-time',
  'second-time',
  'empty-range',
  'only-negations',
] as const;
export type SearchProblemCode = (typeof SEARCH_PROBLEMS)[number];

/** A part of a text that cannot be parsed. */
export interface SearchProblem {
  code: SearchProblemCode;
  /** The part as it was written. */
  word: string;
  /** The nearest valid alternative, as it would have to be written. */
  suggestion: string | null;
  span: Span;
}
