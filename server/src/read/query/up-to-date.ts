import { notIndexed, tooSlow, type AuditTrailError } from '../../errors';
import { LONG_BACKLOG, searchIndexOf } from '../../follow/search-index';
import type { Budget } from './budget';
import type { QueryDatabase } from './database';

/** Lets the search index catch up, so that an answer contains what has committed before. */
export function createUpToDate(db: QueryDatabase) {
  const index = searchIndexOf(db);

  /** @param waitsFor how far the index was when the caller began to wait for it */
  const catchUp = (budget: Budget, waitsFor: { error: AuditTrailError | null }): Promise<void> =>
    index.catchUp(async ({ cursor, last }) => {
      const behind = notIndexed(cursor, last);
      if (last - cursor > LONG_BACKLOG) throw behind;
      if (last > cursor) waitsFor.error = behind;
      if (budget.left() <= 0 && waitsFor.error) throw waitsFor.error;
      await budget.rest();
    });

  /** @throws AuditTrailError `not-indexed` or `too-slow` if that takes longer than an answer may */
  return async (budget: Budget): Promise<void> => {
    const waitsFor: { error: AuditTrailError | null } = { error: null };
    const done = catchUp(budget, waitsFor);
    if (budget.left() === Infinity) return done;
    // Another transaction may hold the index for long: an erasure of many events does.
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(waitsFor.error ?? tooSlow()), Math.max(0, budget.left()));
    });
    try {
      await Promise.race([done, late]);
    } finally {
      clearTimeout(timer);
      done.catch(() => undefined);
    }
  };
}
