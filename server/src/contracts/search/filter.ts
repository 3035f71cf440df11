import { addsUp, isTimeKey, type FilterWord } from './keys';
import type { Search } from './model';

/** What `filters[…]` of the API can name in addition to what people type. */
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
  /** The one value is only a prefix of the event's value. */
  isBeginning?: true;
  /** An event has none of these values. */
  negated: boolean;
}

/** A time as it was written, which may be relative to now, or epoch milliseconds. */
export type Moment = string | number;

/**
 * Which events to find: search text, chips and `filters[…]` are all parsed into this. All parts are
 * combined with "and".
 */
export interface Filter {
  clauses: readonly Clause[];
  /** From the latest of these on (inclusive). */
  after: readonly Moment[];
  /** Until the earliest of these (exclusive). */
  before: readonly Moment[];
}

export const NO_FILTER: Filter = { clauses: [], after: [], before: [] };

export const bothOf = (one: Filter, other: Filter): Filter => ({
  clauses: [...one.clauses, ...other.clauses],
  after: [...one.after, ...other.after],
  before: [...one.before, ...other.before],
});

/**
 * A search as a filter. Terms of one key are one clause, since an event has one of their values;
 * those of keys that add up (`field`, `tag`, words) and negated terms are separate clauses.
 */
export function filterOf(search: Search): Filter {
  const clauses = new Map<string, Clause & { values: string[] }>();
  const times = { after: [] as string[], before: [] as string[] };
  search.forEach(({ key, value, negated }, index) => {
    if (isTimeKey(key)) {
      times[key].push(value);
      return;
    }
    // A repeated term is searched only once.
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
