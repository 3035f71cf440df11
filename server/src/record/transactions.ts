import type { Knex } from 'knex';

/**
 * Strapi's transactions as the write guard needs them: find the running one, act just before it
 * commits, and run queries inside it after Strapi already forgot it.
 */
export interface Transactions {
  /** The transaction that `strapi.db` queries join here, or null. */
  current(): Promise<Knex.Transaction | null>;
  /** Opens a transaction of its own, outside Strapi's async context. */
  begin(): Promise<Knex.Transaction>;
  /**
   * Runs `work` where the work of `trx` ends, and once more right before its commit, for what came
   * in between; `trx` is usable both times. A rejection makes the commit reject, upon which Strapi
   * rolls back. Not called at a commit when the transaction rolls back.
   */
  beforeCommit(trx: Knex.Transaction, work: () => Promise<void>): void;
  /** Makes Strapi's transactions tell where their work ends. Returns what takes the tap off again. */
  tapEnds(): () => void;
  /** Lets `strapi.db` queries inside `work` join `trx` without being able to end it. */
  within<Result>(trx: Knex.Transaction, work: () => Promise<Result>): Promise<Result>;
}
