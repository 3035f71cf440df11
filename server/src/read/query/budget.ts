import { tooSlow } from '../../errors';
import { dialectOf, type QueryDatabase } from './database';
import { newTaker, takeTurn } from './turns';

/** How long the work for one answer may take in total, in milliseconds. */
export const ANSWER_MS = 5_000;

/** A knex statement that has not run yet. */
export interface Runnable<Result> extends PromiseLike<Result> {
  timeout(ms: number, options?: { cancel?: boolean }): unknown;
}

/** The time one query may take. All its statements run through it. */
export interface Budget {
  /**
   * Runs a statement, then yields to other requests. SQLite answers without leaving the process, so
   * consecutive statements would block it as one.
   *
   * @throws AuditTrailError `too-slow` when the time is over; a database server cancels the
   * statement, too
   */
  run<Result>(statement: Runnable<Result>): Promise<Result>;
  /** Yields to other requests; for work between statements. */
  rest(): Promise<void>;
  /** How many milliseconds are left; `Infinity` if no request waits for the answer. */
  left(): number;
}

/** @param limit the total time in milliseconds; `Infinity` for work that no request waits for */
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
    left: () => end - clock(),
    async run(statement) {
      if (isServer && limit !== Infinity) {
        // Cancelled on the server as well: otherwise it would keep computing an answer that is
        // never read.
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
