import { AsyncResource } from 'node:async_hooks';
import type { Database } from '@strapi/database';
import type { Knex } from 'knex';
import type { Transactions } from '../../record/transactions';
import { asyncContext, runInside } from '../../record/context';
import { followSavepoints } from './savepoints';
import { outsideTransactions, tapTransactionEnds } from './closing-transactions';

export function createTransactions(db: Database): Transactions {
  // Bound before other code patches the instance: reading the context must not run our own hooks.
  const transaction = db.transaction.bind(db);
  const start = new AsyncResource('audit-trail');
  const hooked = new WeakMap<Knex.Transaction, Array<() => Promise<void>>>();

  return {
    async current() {
      if (!db.inTransaction()) return null;
      // Wrapped in an object because a knex transaction is a function that promises would unwrap.
      const { trx } = await transaction(({ trx }) => Promise.resolve({ trx }));
      return trx as unknown as Knex.Transaction;
    },

    begin: () => db.connection.transaction(),

    beforeCommit(trx, work) {
      const known = hooked.get(trx);
      if (known) {
        known.push(work);
        return;
      }
      const works = [work];
      hooked.set(trx, works);
      const commit = trx.commit.bind(trx);
      trx.commit = (async (value?: unknown) => {
        await outsideTransactions(() => runAll(works));
        return commit(value);
      }) as typeof trx.commit;
    },

    followSavepoints,

    tapEnds: () =>
      tapTransactionEnds(db, (trx) => {
        const works = hooked.get(trx);
        return works ? () => runAll(works) : null;
      }),

    outside(work) {
      const context = asyncContext();
      return start.runInAsyncScope(() => runInside(context, work));
    },

    async within<Result>(trx: Knex.Transaction, work: () => Promise<Result>): Promise<Result> {
      if (db.inTransaction()) return work();
      // `Database.transaction` on a stand-in whose connection returns our transaction: Strapi's own
      // way to enter its async context, with a commit that does nothing.
      const standIn = { connection: { transaction: () => Promise.resolve(endless(trx)) } };
      const { transaction: enter } = Object.getPrototypeOf(db) as {
        transaction(this: typeof standIn, work: () => Promise<Result>): Promise<Result>;
      };
      return enter.call(standIn, work);
    },
  };
}

async function runAll(works: readonly (() => Promise<void>)[]): Promise<void> {
  // More of them may be added while they run.
  for (let index = 0; index < works.length; index += 1) await works[index]!();
}

/**
 * The same transaction without the power to end it. Strapi treats it as one that has ended, and
 * leaves the application's after-commit callbacks to the real end.
 */
function endless(trx: Knex.Transaction): Knex.Transaction {
  return new Proxy(trx, {
    get(target, property, receiver) {
      if (property === 'commit' || property === 'rollback') return () => Promise.resolve();
      if (property === 'isCompleted') return () => true;
      return Reflect.get(target, property, receiver) as unknown;
    },
  });
}
