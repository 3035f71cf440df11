/** Events that have one of some terms, or a term in a range (end exclusive). */
export type TermSet =
  | { kind: 'some'; ids: readonly number[] }
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
}
