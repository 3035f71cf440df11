import { setImmediate } from 'node:timers/promises';
import { createPostings, lockIndex } from '../../../journal';
import { EVENT_TABLE } from '../../../plugin-id';
import { forgetHours, hourOf } from '../../../follow/rollup';
import type { Candidate } from './candidates';
import type { AllowPurge, Database, Transaction } from './ports';

/**
 * A transaction that deletes. By default MySQL would lock every row it passes, and the end of the
 * table: writers would be refused to break the deadlock.
 */
export const deleting = async (db: Database, work: (trx: Transaction) => Promise<number>) =>
  db.dialect.client === 'mysql'
    ? db.connection.transaction(work, { isolationLevel: 'read committed' })
    : db.transaction(({ trx }) => work(trx));

/** Events that leave the index between two turns of others. */
const UNINDEXED_AT_ONCE = 100;

/** Removes events, also from the search index, one short transaction each time. */
export function createEventRemoval(db: Database, allowPurge: AllowPurge) {
  const postings = createPostings(db);
  // The rollup's hours up to this one are no longer trusted.
  let forgotten = -Infinity;

  /**
   * @param keep saves the result in the same transaction
   * @returns how many still existed
   */
  return async function removeEvents(
    batch: readonly Candidate[],
    keep: (trx: Transaction, count: number) => Promise<void>
  ): Promise<number> {
    const keys = batch.map(({ id }) => id);
    const newest = Math.max(...batch.map((row) => Number(row.occurred_at)));
    const removed = await deleting(db, async (trx) => {
      await allowPurge(trx);
      await lockIndex(db, trx);
      // SQLite blocks the process during a statement: between statements others get a turn.
      const rows = await postings.read(trx, keys);
      await setImmediate();
      for (let at = 0; at < rows.length; at += UNINDEXED_AT_ONCE) {
        const removeTerms = await postings.remove(trx, rows.slice(at, at + UNINDEXED_AT_ONCE));
        await removeTerms();
        await setImmediate();
      }
      if (hourOf(newest) > forgotten) await forgetHours(db, trx, newest);
      await setImmediate();
      const events = () => db.getConnection(EVENT_TABLE).transacting(trx).whereIn('id', keys);
      const count = Number(await events().delete());
      await setImmediate();
      // Already removed by other code.
      if (count === 0 && (await events().first('id'))) throw refusedRemoval(keys.length);
      await keep(trx, count);
      return count;
    });
    forgotten = Math.max(forgotten, hourOf(newest));
    return removed;
  };
}

const refusedRemoval = (count: number): Error =>
  new Error(
    `[audit-trail] retention: the database removed none of ${count} old rows of ${EVENT_TABLE}. ` +
      'Look for a trigger or a rule on that table which is not of this plugin.'
  );

export type EventRemoval = ReturnType<typeof createEventRemoval>;
