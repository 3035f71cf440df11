import { isSearchKey, isTimeKey, SEARCH_KEYS, type FilterWord } from './keys';
import type { Search, SearchProblem, SearchTerm } from './model';
import { nearest } from './nearest';
import { printTerm } from './print';
import { parseTime } from './time';
import { tokensOf, type Token } from './tokens';
import { valueProblem } from './values';

/** More than any screen can show, few enough for one statement on every database. */
export const MAX_TERMS = 50;

export interface ParsedSearch {
  /** The parsed part; with problems, it is not the whole query. */
  search: Search;
  problems: SearchProblem[];
}

const problem = (
  { word, span }: Token,
  code: SearchProblem['code'],
  suggestion: string | null = null
): SearchProblem => ({ code, word, suggestion, span });

function readToken(token: Token): SearchTerm | SearchProblem {
  if (token.isOpen) return problem(token, 'open-quote', `${token.word}"`);
  const written = token.key ?? 'text';
  const isKey = token.key === null || isSearchKey(written);
  if (!isKey) {
    const meant = nearest(written, SEARCH_KEYS);
    const suggestion = meant && printTerm({ ...token, key: meant as FilterWord });
    return problem(token, 'unknown-key', suggestion ?? printTerm({ ...token, ...asText(token) }));
  }
  const key = written as FilterWord;
  const wrong = valueProblem(key, token.value);
  if (!wrong) return { key, value: token.value, negated: token.negated };
  const suggestion =
    wrong.suggestion && printTerm({ key, value: wrong.suggestion, negated: token.negated });
  return problem(token, wrong.code, suggestion);
}

/** `http://x` was perhaps not meant as a key at all. */
const asText = (token: Token) => ({
  key: 'text' as const,
  value: token.word.slice(token.negated ? 1 : 0),
});

const isProblem = (read: SearchTerm | SearchProblem): read is SearchProblem => 'code' in read;

/** Times are given once and never negated: two of them are better written as one range. */
function timeProblems(read: readonly { token: Token; term: SearchTerm }[]): SearchProblem[] {
  const times = read.filter(({ term }) => isTimeKey(term.key));
  return times.flatMap(({ token, term }, index) => {
    const other = term.key === 'after' ? 'before' : 'after';
    if (term.negated) {
      return [problem(token, 'negated-time', printTerm({ ...term, key: other, negated: false }))];
    }
    const isSecond = times.slice(0, index).some((earlier) => earlier.term.key === term.key);
    return isSecond ? [problem(token, 'second-time')] : [];
  });
}

/** Only what the text alone shows: relative times are resolved when the query runs. */
function rangeProblems(read: readonly { token: Token; term: SearchTerm }[]): SearchProblem[] {
  const find = (key: string) => read.find(({ term }) => term.key === key);
  const [after, before] = [find('after'), find('before')];
  const start = after && parseTime(after.term.value);
  const end = before && parseTime(before.term.value);
  const isEmpty =
    (start?.kind === 'instant' && end?.kind === 'instant' && start.instant >= end.instant) ||
    (start?.kind === 'day' && end?.kind === 'day' && after!.term.value >= before!.term.value);
  return isEmpty ? [problem(before!.token, 'empty-range')] : [];
}

/**
 * Parses a text. Reports every part that cannot be parsed, with the nearest valid alternative.
 *
 * @example
 * parseSearch('actor:anna -origin:cron').search
 * // [{ key: 'actor', value: 'anna', negated: false }, { key: 'origin', value: 'cron', negated: true }]
 */
export function parseSearch(text: string): ParsedSearch {
  const tokens = tokensOf(text);
  const whole: Token = {
    negated: false,
    key: null,
    value: text,
    word: text.trim(),
    isOpen: false,
    span: { from: 0, to: text.length },
  };
  if (tokens.length > MAX_TERMS) return { search: [], problems: [problem(whole, 'too-many')] };

  const read = tokens.map((token) => ({ token, term: readToken(token) }));
  const problems = read.flatMap(({ term }) => (isProblem(term) ? [term] : []));
  const understood = read.flatMap(({ token, term }) => (isProblem(term) ? [] : [{ token, term }]));
  problems.push(...timeProblems(understood), ...rangeProblems(understood));

  const search = understood.map(({ term }) => term);
  const only = understood[0];
  if (problems.length === 0 && only && search.every((term) => term.negated)) {
    problems.push(problem(only.token, 'only-negations', `${printTerm(only.term)} after:7d`));
  }
  return { search, problems };
}
