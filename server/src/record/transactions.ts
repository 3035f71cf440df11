import type { Knex } from 'knex';

/** What a transaction has noted, which a savepoint may undo. */
export interface Undoable<Mark> {
  /** Where it is now. */
  mark(): Mark;
  /** Forgets what was noted since a mark; null is the beginning. */
  undoTo(mark: Mark | null): void;
}

/**
 * Strapi's transactions as the write guard needs them: find the running one, act just before it
 * commits, and run queries inside it after Strapi already forgot it.
 */
export interface Transactions {
  /** The transaction that `strapi.db` queries join here, or null. */
  current(): Promise<Knex.Transaction | null>;
  /** Opens a separate transaction, outside Strapi's async context. */
  begin(): Promise<Knex.Transaction>;
  /**
   * Runs `work` when the work of `trx` ends, and again right before its commit, for anything in
   * between; `trx` is usable both times. A rejection makes the commit reject, and Strapi rolls
   * back. Not called at the commit if the transaction rolls back.
   */
  beforeCommit(trx: Knex.Transaction, work: () => Promise<void>): void;
  /** Undoes what was noted along with what a savepoint of the transaction undoes. */
  followSavepoints<Mark>(trx: Knex.Transaction, changes: Undoable<Mark>): void;
  /**
   * Makes Strapi's transactions report where their work ends. Returns a function that removes the
   * hook.
   */
  tapEnds(): () => void;
  /** Runs `work` where `strapi.db` queries join no transaction. */
  outside<Result>(work: () => Result): Result;
  /** Lets `strapi.db` queries inside `work` join `trx` without being able to end it. */
  within<Result>(trx: Knex.Transaction, work: () => Promise<Result>): Promise<Result>;
}
