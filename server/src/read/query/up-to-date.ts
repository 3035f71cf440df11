import { notIndexed, tooSlow } from '../../errors';
import { searchIndexOf } from '../../follow/search-index';
import type { Budget } from './budget';
import type { QueryDatabase } from './database';

/** More events than a request waits for: about two seconds on SQLite. */
const MAX_BACKLOG = 20_000;

/** Lets the search index catch up, so that an answer contains what has committed before. */
export function createUpToDate(db: QueryDatabase) {
  const index = searchIndexOf(db);

  const catchUp = (budget: Budget): Promise<void> =>
    index.catchUp(async ({ cursor, last }) => {
      if (budget.left() !== Infinity && last - cursor > MAX_BACKLOG) throw notIndexed(cursor, last);
      await budget.rest();
    });

  /** @throws AuditTrailError `not-indexed` or `too-slow` if that takes longer than an answer may */
  return async (budget: Budget): Promise<void> => {
    const done = catchUp(budget);
    if (budget.left() === Infinity) return done;
    // Another transaction may hold the index for long: an erasure of many events does.
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(tooSlow()), Math.max(0, budget.left()));
    });
    try {
      await Promise.race([done, late]);
    } finally {
      clearTimeout(timer);
      done.catch(() => undefined);
    }
  };
}
