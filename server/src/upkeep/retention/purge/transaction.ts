import type { Database, Transaction } from './ports';

/** What a transaction of the purge came to. */
export interface Deleted {
  count: number;
  /** How long it had its connection, in milliseconds: on SQLite, others waited for that. */
  took: number;
}

/**
 * A transaction that deletes. By default MySQL would lock every row it passes, and the end of the
 * table: writers would be refused to break the deadlock.
 */
export async function deleting(
  db: Database,
  now: () => number,
  work: (trx: Transaction) => Promise<number>
): Promise<Deleted> {
  let startedAt = now();
  const timed = (trx: Transaction): Promise<number> => {
    // Not while it waited for the connection, when others had their turn.
    startedAt = now();
    return work(trx);
  };
  const count = await (db.dialect.client === 'mysql'
    ? db.connection.transaction(timed, { isolationLevel: 'read committed' })
    : db.transaction(({ trx }) => timed(trx)));
  return { count, took: now() - startedAt };
}
