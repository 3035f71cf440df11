import { addsUp, isTimeKey, type FilterWord } from './keys';
import type { Search } from './model';

/** What `filters[…]` of the API can name beside what people type. */
export type ApiKey =
  | 'actor-id'
  | 'address'
  | 'document'
  | 'email'
  | 'id'
  | 'instant'
  | 'name'
  | 'operation'
  | 'request'
  | 'status';

export type ClauseKey = Exclude<FilterWord, 'after' | 'before'> | ApiKey;

/** One part of a filter: an event has one of these values. */
export interface Clause {
  key: ClauseKey;
  values: readonly string[];
  /** The one value is only the beginning of what an event has. */
  isBeginning?: true;
  /** An event has none of these values. */
  negated: boolean;
}

/** A time as it was written, which may be relative to the present, or epoch milliseconds. */
export type Moment = string | number;

/**
 * Which events are meant: what a text, chips and `filters[…]` are all parsed into. Everything in it
 * holds together.
 */
export interface Filter {
  clauses: readonly Clause[];
  /** From the latest of these on. */
  after: readonly Moment[];
  /** Until before the earliest of these. */
  before: readonly Moment[];
}

export const NO_FILTER: Filter = { clauses: [], after: [], before: [] };

export const bothOf = (one: Filter, other: Filter): Filter => ({
  clauses: [...one.clauses, ...other.clauses],
  after: [...one.after, ...other.after],
  before: [...one.before, ...other.before],
});

/**
 * A search as a filter. Terms of one key are one clause, since an event has one of their values; those of
 * keys that add up (`field`, `tag`, words) and those that leave something out stand alone.
 */
export function filterOf(search: Search): Filter {
  const clauses = new Map<string, Clause & { values: string[] }>();
  const times = { after: [] as string[], before: [] as string[] };
  search.forEach(({ key, value, negated }, index) => {
    if (isTimeKey(key)) {
      times[key].push(value);
      return;
    }
    // What is asked twice is looked for once.
    const first = search.findIndex(
      (term) => term.key === key && term.value === value && term.negated === negated
    );
    if (first < index) return;
    const name = `${key}${negated || addsUp(key) ? index : ''}`;
    const clause = clauses.get(name) ?? { key, values: [], negated };
    clause.values.push(value);
    clauses.set(name, clause);
  });
  return { clauses: [...clauses.values()], ...times };
}
