import type { Knex } from 'knex';
import { createMysqlGuard } from './append-only-mysql';
import { createPostgresGuard } from './append-only-postgres';
import { createSqliteGuard } from './append-only-sqlite';
import type { DialectName, TableNames } from './dialect';
import type { TriggerGuard } from './trigger-guard';

/** What the guard needs of Strapi. */
export interface AppendOnlyDeps {
  connection: Knex;
  dialect: DialectName;
  tables: TableNames;
  warn(message: string): void;
}

export interface AppendOnly {
  /**
   * Creates the missing triggers; run at every boot, because SQLite loses triggers when a column of
   * the table changes. Never rejects: without them the application still runs.
   * @returns whether the database now refuses to change or delete an event.
   */
  enforce(): Promise<boolean>;
  /** The names of all required triggers. */
  triggers(): readonly string[];
  /** The names of the triggers that the last `enforce` created. */
  made(): readonly string[];
  /**
   * Queries the database for the triggers, with one query.
   * @returns the names of those that are missing, disabled or changed
   */
  findMissing(): Promise<string[]>;
  /** What the last `enforce` found; false before it. For the health endpoint. */
  inForce(): boolean;
  /**
   * Lets this transaction, and no other, delete events until it commits. The permission vanishes
   * with a rollback or a crash.
   */
  allowPurge(trx: Knex.Transaction): Promise<void>;
  /**
   * Removes what the triggers needed, for good; the guarded tables must be dropped, and the
   * triggers with them.
   */
  drop(trx: Knex.Transaction): Promise<void>;
}

const guards = {
  sqlite: createSqliteGuard,
  postgres: createPostgresGuard,
  mysql: createMysqlGuard,
} satisfies Record<DialectName, (connection: Knex, tables: TableNames) => TriggerGuard>;

/** Knex commits only through this method of the transaction. */
const beforeCommit = (
  trx: Knex.Transaction,
  work: (trx: Knex.Transaction) => Promise<void>
): void => {
  const { commit } = trx;
  const workThenCommit = async (value?: unknown): Promise<unknown> => {
    await work(trx);
    return commit.call(trx, value);
  };
  Object.assign(trx, { commit: workThenCommit });
};

/** Attempts to create the triggers. */
const ATTEMPTS = 3;

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Creates the guard that refuses UPDATE and DELETE on the events' table inside the database. */
export const createAppendOnly = (deps: AppendOnlyDeps): AppendOnly => {
  const guard = guards[deps.dialect](deps.connection, deps.tables);
  let inForce = false;
  let made: readonly string[] = [];

  return {
    async enforce() {
      let failure: unknown = null;
      made = [];
      // When two instances boot together, one may find half of what the other is creating.
      for (let left = ATTEMPTS; left > 0; left -= 1) {
        try {
          made = await guard.create();
          failure = null;
          break;
        } catch (error) {
          failure = error;
        }
      }
      // Read from the database, not assumed: when two instances boot together, one may fail to
      // create what the other has just created.
      inForce = await guard.findMissing().then(
        (missing) => missing.length === 0,
        () => false
      );
      if (!inForce) {
        deps.warn(
          `[audit-trail] The database refused the triggers that keep ${deps.tables.events} ` +
            `append-only (${failure === null ? 'they are not there' : reasonOf(failure)}). ` +
            'Events are recorded, but the database lets others change them. Grant the database ' +
            'user the right to create triggers (MySQL with a binary log: ' +
            'log_bin_trust_function_creators=1), then restart.'
        );
      }
      return inForce;
    },

    triggers: () => guard.triggers,

    made: () => made,

    findMissing: () => guard.findMissing(),

    inForce: () => inForce,

    async allowPurge(trx) {
      await guard.unlock(trx);
      if (guard.lock) beforeCommit(trx, guard.lock);
    },

    drop: (trx) => guard.drop(trx),
  };
};
