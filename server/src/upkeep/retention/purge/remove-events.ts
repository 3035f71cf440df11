import { setImmediate } from 'node:timers/promises';
import { createPostings, lockIndex, notePurgedEnd } from '../../../journal';
import { EVENT_TABLE } from '../../../plugin-id';
import { forgetHours, hourOf } from '../../../follow/rollup';
import type { Candidate } from './candidates';
import type { AllowPurge, Database, Transaction } from './ports';
import { deleting, type Deleted } from './transaction';

/** Keys of one statement: some 10 ms on SQLite. */
const KEYS_AT_ONCE = 250;

const deleteListed = async (db: Database, trx: Transaction, keys: readonly number[]) =>
  Number(
    await db
      .getConnection(EVENT_TABLE)
      .transacting(trx)
      .whereIn('id', [...keys])
      .delete()
  );

/**
 * For a list of keys MySQL may read the whole table, and a delete then waits for each event that a
 * transaction has not committed yet. Joined in this order, it looks the keys up, and locks nothing
 * else.
 */
async function deleteJoined(trx: Transaction, keys: readonly number[]) {
  const list = keys.map((_, index) => (index === 0 ? 'select ? as id' : 'select ?'));
  const [{ affectedRows }] = (await trx.raw(
    `delete ?? from (${list.join(' union all ')}) wanted straight_join ?? on ?? = wanted.id`,
    [EVENT_TABLE, ...keys, EVENT_TABLE, `${EVENT_TABLE}.id`]
  )) as [{ affectedRows: number }];
  return affectedRows;
}

/** Deletes the events with these keys and returns how many there were. */
async function deleteEvents(
  db: Database,
  trx: Transaction,
  keys: readonly (number | string)[]
): Promise<number> {
  let count = 0;
  for (let at = 0; at < keys.length; at += KEYS_AT_ONCE) {
    const some = keys.slice(at, at + KEYS_AT_ONCE).map(Number);
    count +=
      db.dialect.client === 'mysql'
        ? await deleteJoined(trx, some)
        : await deleteListed(db, trx, some);
    await setImmediate();
  }
  return count;
}

/** Removes events, also from the search index, one short transaction each time. */
export function createEventRemoval({
  db,
  allowPurge,
  now,
}: {
  db: Database;
  allowPurge: AllowPurge;
  now: () => number;
}) {
  const postings = createPostings(db);
  // The rollup's hours up to this one are no longer trusted.
  let forgotten = -Infinity;

  /**
   * @param keep saves the result in the same transaction
   * @returns how many still existed, and how long that took
   */
  return async function removeEvents(
    batch: readonly Candidate[],
    keep: (trx: Transaction, count: number) => Promise<void>
  ): Promise<Deleted> {
    const keys = batch.map(({ id }) => id);
    const newest = Math.max(...batch.map((row) => Number(row.occurred_at)));
    const removed = await deleting(db, now, async (trx) => {
      await allowPurge(trx);
      await lockIndex(db, trx);
      // SQLite blocks the process during a statement: between statements others get a turn.
      const removeTerms = await postings.remove(trx, await postings.read(trx, keys));
      await removeTerms();
      if (hourOf(newest) > forgotten) await forgetHours(db, trx, newest);
      await setImmediate();
      const count = await deleteEvents(db, trx, keys);
      if (count === 0) {
        const events = db.getConnection(EVENT_TABLE).transacting(trx).whereIn('id', keys);
        // Otherwise other code has removed them.
        if (await events.first('id')) throw refusedRemoval(keys.length);
      }
      await notePurgedEnd(db, trx, Math.max(...keys.map(Number)));
      await keep(trx, count);
      return count;
    });
    // The commit was the last turn's.
    await setImmediate();
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
