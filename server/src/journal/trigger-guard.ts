import type { Knex } from 'knex';

/** How one database keeps the journal append-only. */
export interface TriggerGuard {
  /** The names of all required triggers, and of the table that holds the purge's key. */
  triggers: readonly string[];
  /** Creates the missing triggers, and removes a key that was left. @returns their names */
  create(): Promise<string[]>;
  /**
   * The names of the triggers that are missing, disabled, or defined differently, and of the key's
   * table if a key is left in it.
   */
  findMissing(): Promise<string[]>;
  /** Lets this transaction change events. */
  unlock(trx: Knex.Transaction): Promise<void>;
  /** Reverts that; left out if the database does so itself when the transaction ends. */
  lock?(trx: Knex.Transaction): Promise<void>;
  /** Removes what is left of it once the guarded tables are dropped. */
  drop(trx: Knex.Transaction): Promise<void>;
}
