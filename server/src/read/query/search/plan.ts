import type { AddressRange, Account } from '../../../contracts';

/** Rows of the side table that have one of some terms, or one in a range (end exclusive). */
export type TermSet =
  | { kind: 'some'; terms: readonly string[] }
  | { kind: 'ranges'; ranges: readonly (readonly [from: string, to: string])[] };

/** One way to be the requested actor: an account, or words that all occur in name or e-mail. */
export type ActorTest =
  | { kind: 'account'; account: Account }
  /** An event must have a row of every set. */
  | { kind: 'terms'; sets: readonly TermSet[] };

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

/** Values of an indexed column that accompany those of a column without an index. */
export interface Seek {
  column: 'ip_key' | 'operation_id';
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
    }
  | { kind: 'beginning'; column: PlainColumn; value: string }
  | { kind: 'entry'; documentIds: readonly string[]; ids: readonly string[] }
  | { kind: 'address'; ranges: readonly AddressRange[] }
  | { kind: 'any-actor'; anyOf: readonly ActorTest[] }
  | ActorTest
);

type Terms = Extract<SearchTest, { kind: 'terms' }>;

/** A test that finds events by their terms, rather than excluding some. */
export const isPositiveTerms = (test: SearchTest): test is Terms & { negated: false } =>
  test.kind === 'terms' && !test.negated;

/** Rows of one term are in the order of time in the index; those of several terms are mixed. */
export const isOneTerm = (set: TermSet): boolean => set.kind === 'some' && set.terms.length < 2;

/** A query in a form the database can answer. */
export interface SearchPlan {
  /** Epoch milliseconds; inclusive. */
  after: number | null;
  /** Epoch milliseconds; exclusive. */
  before: number | null;
  tests: readonly SearchTest[];
}
