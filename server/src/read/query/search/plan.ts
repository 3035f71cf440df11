/**
 * Events that have one of some terms, or a term in a range (end exclusive). Terms are disjoint if no
 * event has two of them, as the values of one column.
 */
export type TermSet =
  | { kind: 'some'; ids: readonly number[]; isDisjoint?: boolean }
  | { kind: 'ranges'; ranges: readonly (readonly [from: string, to: string])[] };

/** The event columns that are compared with whole values. */
export type PlainColumn =
  | 'action'
  | 'actor_email'
  | 'actor_id'
  | 'actor_type'
  | 'ip'
  | 'occurred_at'
  | 'operation_id'
  | 'origin'
  | 'outcome'
  | 'request_id'
  | 'resource_document_id'
  | 'resource_id'
  | 'resource_locale'
  | 'resource_name'
  | 'resource_status'
  | 'resource_type';

/** Values of a column with an index of its own that accompany those of a column without one. */
export interface Seek {
  column: 'operation_id';
  values: readonly string[];
}

/** One part of a query in terms of the tables. All parts are combined with "and". */
export type SearchTest = { negated: boolean } & (
  | {
      kind: 'column';
      column: PlainColumn;
      values: readonly (string | number)[];
      /** Finds the rows; the column itself then decides. */
      seek?: Seek;
      /** Finds exactly these rows, if the search index has the column's values. */
      set?: TermSet;
      /** Finds the rows, like `seek`, by the search index. */
      seekSet?: TermSet;
    }
  | { kind: 'beginning'; column: PlainColumn; value: string; set?: TermSet }
  /** The key of an address is between two others, both inclusive. */
  | {
      kind: 'between';
      column: 'ip_key';
      ranges: readonly (readonly [from: string, to: string])[];
      set: TermSet;
    }
  /** An event must have a term of every set. */
  | { kind: 'terms'; sets: readonly TermSet[] }
  /** The same for one of several actors. */
  | { kind: 'any-actor'; anyOf: readonly (readonly TermSet[])[] }
);

/** The sets that an event of a test has a term of each of. */
export function setsOf(test: SearchTest): readonly TermSet[] {
  if (test.negated || test.kind === 'any-actor') return [];
  if (test.kind === 'terms') return test.sets;
  const set = test.kind === 'column' ? (test.set ?? test.seekSet) : test.set;
  return set ? [set] : [];
}

/** Whether the index alone answers a test, so that the events need not be read. */
export function isIndexed(test: SearchTest): boolean {
  if (test.kind === 'any-actor') return false;
  return test.kind === 'terms' || (!test.negated && test.set !== undefined);
}

/** Rows of one term are in the order of time in the index; those of several terms are mixed. */
export const isOneTerm = (set: TermSet): boolean => set.kind === 'some' && set.ids.length < 2;

/** A query in a form the database can answer. */
export interface SearchPlan {
  /** Epoch milliseconds; inclusive. */
  after: number | null;
  /** Epoch milliseconds; exclusive. */
  before: number | null;
  tests: readonly SearchTest[];
  /** The sets of the tests, of which an event must have a term each. The rarest is read first. */
  sets: readonly TermSet[];
  /** The only events in question, if some of the sets have been decided before. */
  keys?: readonly number[];
  /** Events that are not in question for the same reason. */
  without?: readonly number[];
  /** What the index has, for tests that look for what it lacks. */
  indexed?: Indexed;
}

/** The events up to a key, except those whose transactions were still open. */
export interface Indexed {
  cursor: number;
  /** Between the keys of a folded gap, the index has some events. */
  gaps: readonly { from: number; to: number; isFolded?: boolean }[];
}

/** Whether a plan looks for events that lack a term: an event is without terms until it is indexed. */
export const needsIndexed = ({ tests }: SearchPlan): boolean =>
  tests.some(({ negated, kind }) => negated && (kind === 'terms' || kind === 'any-actor'));

/** A test for events that have none of some terms. */
export type Lacking = Extract<SearchTest, { kind: 'terms' }>;

/** The parts of a plan with so many terms that they are better decided by themselves. */
export function manyTerms({ sets, tests }: SearchPlan): { sets: TermSet[]; lacked: Lacking[] } {
  const isRange = ({ kind }: TermSet): boolean => kind === 'ranges';
  return {
    // The only set is read once anyway.
    sets: sets.length > 1 ? sets.filter(isRange) : [],
    lacked: tests.filter(
      (test): test is Lacking => test.kind === 'terms' && test.negated && test.sets.some(isRange)
    ),
  };
}

/** What was decided about some parts of a plan. */
export interface Decided {
  sets: readonly TermSet[];
  lacked: readonly Lacking[];
  keys?: readonly number[];
  without: readonly number[];
}

const NONE: TermSet = { kind: 'some', ids: [] };

/** A plan in which some parts have been decided. */
export const withDecided = (
  plan: SearchPlan,
  { sets, lacked, keys, without }: Decided
): SearchPlan => ({
  ...plan,
  sets: plan.sets.filter((set) => !sets.includes(set)),
  // It still excludes events that the index does not have yet.
  tests: plan.tests.map((test) =>
    lacked.includes(test as Lacking) ? { ...(test as Lacking), sets: [NONE] } : test
  ),
  ...(keys && { keys }),
  without,
});

/** Seeks of one statement: 20 ms on SQLite. */
const MAX_SEEKS = 25_000;
const LEAST_EVENTS = 100;

const seeksOfSets = (sets: readonly TermSet[]): number =>
  sets.reduce((sum, set) => sum + (set.kind === 'some' ? set.ids.length : 0), 0);

/** The sets for which an event is looked up in the index, if it was not found by them. */
function setsToCheck(test: SearchTest): readonly TermSet[] {
  if (test.kind === 'any-actor') return test.anyOf.flat();
  return test.kind === 'terms' ? test.sets : setsOf(test);
}

/** How many events, at most `most`, one statement may check against a plan. */
export function checkedAtOnce({ tests }: SearchPlan, most: number): number {
  const seeks = tests.reduce((sum, test) => sum + seeksOfSets(setsToCheck(test)), 0);
  return Math.max(LEAST_EVENTS, Math.min(most, Math.floor(MAX_SEEKS / Math.max(1, seeks))));
}
