import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { createPostings, lockIndex, type IndexDatabase, type IndexedEvent } from '../../journal';

/** Events between two turns of others; SQLite blocks the process meanwhile. */
const BATCH = 100;

/**
 * Indexes events anew whose texts are rewritten: an erased name must no longer be found, nor remain
 * among the terms. Call it before they are rewritten, and the returned function after it, in one
 * transaction that may purge.
 */
export async function beginRenewal(
  db: IndexDatabase,
  trx: Knex.Transaction,
  eventIds: readonly number[]
): Promise<() => Promise<void>> {
  const postings = createPostings(db);
  const forAll = async (change: (rows: IndexedEvent[]) => Promise<void>): Promise<void> => {
    for (let at = 0; at < eventIds.length; at += BATCH) {
      await change(await postings.read(trx, eventIds.slice(at, at + BATCH)));
      await setImmediate();
    }
  };
  const removals: (() => Promise<void>)[] = [];
  await lockIndex(db, trx);
  await forAll(async (rows) => void removals.push(await postings.remove(trx, rows)));
  return async () => {
    await forAll((rows) => postings.add(trx, rows));
    for (const removeTerms of removals) {
      await removeTerms();
      await setImmediate();
    }
  };
}
