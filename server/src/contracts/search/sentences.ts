import { SEARCH_KEYS } from './keys';
import type { SearchProblem, SearchProblemCode } from './model';

const REASONS: Record<SearchProblemCode, string> = {
  'unknown-key': `is not understood: before the colon stands one of ${SEARCH_KEYS.join(', ')}.`,
  'no-value': 'needs a value.',
  'no-word': 'has no letter or digit to look for.',
  'open-quote': 'is not closed: a quotation ends with ".',
  'bad-character': 'has a character that no event can have.',
  'too-long': 'is too long: a value has at most 255 characters.',
  'too-many': 'has more than 50 parts.',
  'unknown-value': 'has a value that does not exist.',
  'bad-action': 'is no action: write entry.publish, or entry.* for all of a kind.',
  'bad-address': 'is no IP address and no network such as 10.0.0.0/8.',
  'bad-tag': 'is no tag: write tag:key:value.',
  'bad-time': 'is no time: write today, 24h, 7d, 2026-01-31 or 2026-01-31T09:00:00Z.',
  'negated-time': 'cannot be negated.',
  'second-time': 'is given twice.',
  'empty-range': 'lies before the beginning of the range.',
  'only-negations': 'leaves something out; say also what to look for, or since when.',
};

/** A problem in English: the part, what is wrong with it, and what was probably meant. */
export const describeProblem = ({ code, word, suggestion }: SearchProblem): string =>
  `${JSON.stringify(word)} ${REASONS[code]}${suggestion ? ` Did you mean ${suggestion} ?` : ''}`;
