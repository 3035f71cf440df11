import type { Database } from '@strapi/database';
import type { Knex } from 'knex';
import { asyncContext, runInside, type OpenTransaction } from '../../record/context';
import { lastingInScope, scopeForGood } from '../../record/scope';

type Work = (parts: TransactionParts) => Promise<unknown>;
type Transact = (work?: Work) => Promise<unknown>;

interface TransactionParts {
  trx: Knex.Transaction;
  commit(): Promise<void>;
  onCommit(callback: () => unknown): void;
}

/**
 * Calls `beforeEnd` where the work of an outermost `db.transaction(work)` ends. Strapi then still
 * holds its transaction. At `trx.commit` it no longer does: while the events are written, work that
 * a lifecycle started without awaiting it would run on another connection and miss uncommitted
 * rows.
 *
 * For the application those events take no time: what it starts meanwhile waits for the commit.
 *
 * @param beforeEnd null if the transaction has nothing to write
 * @returns a function that removes the hook
 */
export function tapTransactionEnds(
  db: Database,
  beforeEnd: (trx: Knex.Transaction) => (() => Promise<void>) | null
): () => void {
  const { transaction } = db;
  const original = transaction.bind(db) as Transact;

  /** Null if there is nothing to write: most transactions only read. */
  const close = (open: OpenTransaction, trx: Knex.Transaction): Promise<void> | null => {
    const write = trx.isCompleted() ? null : beforeEnd(trx);
    return write && closeWith(write, open, trx);
  };

  const tapped: Transact = (work) => {
    const closing = closingHere();
    if (closing) return closing.then(() => tapped(work));
    if (!work) return original();
    if (db.inTransaction()) return original((parts) => work({ ...parts, ...ofCaller(parts) }));

    const open: OpenTransaction = { running: new Set(), closing: null, isOver: false };
    const transact = () =>
      original(async (parts) => {
        const { trx } = parts;
        const commit = async () => {
          await close(open, trx);
          await parts.commit();
        };
        const result = await work({ ...parts, ...ofCaller(parts), commit });
        const closing = close(open, trx);
        if (closing) await closing;
        return result;
      });
    return lastingInScope(transact, { transaction: open });
  };

  db.transaction = tapped as typeof db.transaction;
  return () => void (db.transaction = transaction);
}

async function closeWith(
  write: () => Promise<void>,
  open: OpenTransaction,
  trx: Knex.Transaction
): Promise<void> {
  open.closing ??= endOf(open, trx);
  // Their rows belong to this transaction, and so do their events.
  while (open.running.size > 0) await Promise.allSettled(open.running);
  await outsideTransactions(write);
}

/** Callbacks after the commit, which nothing awaits, still belong to the caller. */
const ofCaller = ({ onCommit }: TransactionParts): Pick<TransactionParts, 'onCommit'> => ({
  onCommit: (callback) => onCommit(() => lastingInScope(callback)),
});

/** Runs a statement; if the transaction that it would join is about to commit, after the commit. */
export function onceOpen<Result>(read: () => Promise<Result>): Promise<Result> {
  const closing = closingHere();
  return closing ? closing.then(read) : read();
}

/** The same for a statement that writes: its transaction does not commit while it runs. */
export function onceOpenWrite<Result>(write: () => Promise<Result>): Promise<Result> {
  const { transaction: open, scopeEnd } = asyncContext();
  if (!open || open.isOver) return scopeEnd ? runInside(scopeForGood(), write) : write();
  // Nothing inside may wait for the commit that waits for it.
  const inside = { transaction: null, ...scopeForGood() };
  if (open.closing) return open.closing.then(() => runInside(inside, write));
  const run = runInside(inside, write);
  open.running.add(run);
  const forget = () => void open.running.delete(run);
  void run.then(forget, forget);
  return run;
}

/** Runs the plugin's own part of a commit, which the commit waits for. */
export const outsideTransactions = <Result>(work: () => Result): Result =>
  asyncContext().transaction ? runInside({ transaction: null }, work) : work();

function closingHere(): Promise<void> | null {
  const open = asyncContext().transaction;
  return open && !open.isOver ? open.closing : null;
}

function endOf(open: OpenTransaction, trx: Knex.Transaction): Promise<void> {
  const end = () => void (open.isOver = true);
  return trx.executionPromise.then(end, end) as Promise<void>;
}
