import { setImmediate } from 'node:timers/promises';
import { EVENT_TABLE, TAG_TABLE } from '../../../plugin-id';
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

/** Removes events with their search terms, one short transaction each time. */
export function createEventRemoval(db: Database, allowPurge: AllowPurge) {
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
      // SQLite blocks the process during a statement: between statements others get a turn.
      await db.getConnection(TAG_TABLE).transacting(trx).whereIn('event_id', keys).delete();
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
