import { tooSlow } from '../../errors';
import { dialectOf, type QueryDatabase } from './database';
import { newTaker, takeTurn } from './turns';

/** How long all the work for one answer may take, in milliseconds. */
export const ANSWER_MS = 5_000;

/** A statement of knex that has not run yet. */
export interface Runnable<Result> extends PromiseLike<Result> {
  timeout(ms: number, options?: { cancel?: boolean }): unknown;
}

/** The time that one question may take. Every statement for its answer runs through it. */
export interface Budget {
  /**
   * Runs a statement, then lets other requests have their turn. SQLite answers without leaving the
   * process, so that statements in a row would hold it up as one.
   *
   * @throws AuditTrailError `too-slow` when the time is over; a server gives the statement up, too
   */
  run<Result>(statement: Runnable<Result>): Promise<Result>;
  /** Lets other requests have their turn; for work between statements. */
  rest(): Promise<void>;
}

/** @param limit all the time there is, in milliseconds; `Infinity` for work that nobody waits for */
export function startBudget(
  db: QueryDatabase,
  limit: number = ANSWER_MS,
  clock: () => number = () => performance.now()
): Budget {
  const end = clock() + limit;
  const isServer = dialectOf(db) !== 'sqlite';
  const taker = newTaker(end);

  const rest = async (): Promise<void> => {
    if (!isServer) await takeTurn(taker, clock);
    if (clock() > end) throw tooSlow();
  };

  return {
    rest,
    async run(statement) {
      if (isServer && limit !== Infinity) {
        // Cancelled on the server as well: otherwise it would work on for an answer nobody reads.
        statement.timeout(Math.max(1, Math.ceil(end - clock())), { cancel: true });
      }
      let result;
      try {
        result = await statement;
      } catch (error) {
        throw isTimeout(error) ? tooSlow(error) : error;
      }
      await rest();
      return result;
    },
  };
}

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && error.name === 'KnexTimeoutError';
