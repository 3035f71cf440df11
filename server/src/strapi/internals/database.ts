import type { Database } from '@strapi/database';
import type { Knex } from 'knex';
import { commitsEmpty } from '../database/guard-test';
import { rowsOf } from '../database/knex-writes';
import { createTransactions } from '../database/transactions';
import { hasMethods, OLDEST, type Internal } from './internal';

/** One of Strapi's own plain models. */
const ANY_MODEL = 'strapi::core-store';
const BUILDER_STATE = ['type', 'where', 'data', 'transaction', 'joins', 'increments', 'decrements'];
const UNSEEN_WRITES =
  'Writes are no longer seen at the query layer: changes may be recorded late, or not at all.';

interface JoinedAttribute {
  joinTable?: { name?: string; joinColumn?: { name?: string }; inverseJoinColumn?: object };
}

/** Strapi's database layer. */
export const databaseInternals: readonly Internal[] = [
  {
    name: 'db.entityManager.createQueryBuilder()',
    since: OLDEST,
    lost: UNSEEN_WRITES,
    probe({ db }) {
      const builder = db.entityManager.createQueryBuilder(ANY_MODEL) as unknown as {
        state?: object;
      };
      const state = builder.state ?? {};
      return (
        BUILDER_STATE.every((key) => key in state) &&
        hasMethods(builder, 'execute', 'transacting', 'where', 'clone', 'select') &&
        hasMethods(builder, 'init', 'processState', 'getKnexQuery')
      );
    },
  },
  {
    name: 'getKnexQuery() and runSubQuery() of a write',
    since: OLDEST,
    lost: 'Knex queries that code takes from the query builder and runs itself are not recorded.',
    probe({ db }) {
      const builder = db.entityManager.createQueryBuilder(ANY_MODEL);
      const query = builder.update({ value: 'null' }).where({ key: 'none' }).getKnexQuery();
      return (
        hasMethods(builder, 'runSubQuery') &&
        hasMethods(
          query,
          'then',
          'clone',
          'transacting',
          'connection',
          'onConflict',
          'returning'
        ) &&
        /^select .* where /i.test(rowsOf(query).toSQL().sql)
      );
    },
  },
  {
    name: 'db.entityManager.create(), update() and delete()',
    since: OLDEST,
    lost: 'A row and its relations commit separately, each with an event of its own.',
    probe: ({ db }) => hasMethods(db.entityManager, 'create', 'update', 'delete'),
  },
  {
    name: 'db.transaction() without work',
    since: OLDEST,
    lost: 'A row and its relations commit separately, each with an event of its own.',
    async probe({ db }) {
      const opened = (await db.transaction()) as unknown as { rollback(): Promise<void> };
      const isWhole = hasMethods(opened, 'commit', 'rollback', 'get');
      await opened.rollback();
      return isWhole;
    },
  },
  {
    name: 'trx.commit() of the transaction that db.transaction() opens',
    since: OLDEST,
    lost: 'Events are written after the commit of their change: a crash in between loses them.',
    probe: ({ db }) => commitsEmpty(db, createTransactions(db)),
  },
  {
    name: 'Database.prototype.transaction on a stand-in',
    since: OLDEST,
    lost: 'Work for the log may end the transaction of the application, or call back too early.',
    probe: ({ db }) => entersWithoutEnding(db),
  },
  {
    name: 'db.lifecycles.run() and subscribe()',
    since: OLDEST,
    lost: 'What lifecycles write cannot be told from what the request wrote.',
    probe: ({ db }) => hasMethods(db.lifecycles, 'run', 'subscribe'),
  },
  {
    name: 'db.init()',
    since: OLDEST,
    lost: 'A start that the configuration refuses may leave tables behind.',
    probe: ({ db }) => hasMethods(db, 'init'),
  },
  {
    name: 'db.metadata: columns and join tables',
    since: OLDEST,
    lost: 'Relations and components that are written by themselves are not recorded.',
    probe({ db }) {
      const { columnToAttribute, attributes } = db.metadata.get('admin::user');
      const { joinTable } = attributes.roles as JoinedAttribute;
      const columns = columnToAttribute as Record<string, string>;
      return Boolean(columns.email === 'email' && joinTable?.name && joinTable.joinColumn?.name);
    },
  },
];

class RollBack extends Error {}

/**
 * Enters a transaction as `createTransactions().within` does: queries join it, and the
 * application's after-commit callbacks are left to the real end.
 */
async function entersWithoutEnding(db: Database): Promise<boolean> {
  const { within } = createTransactions(db);
  let isInside = false;
  let hasCalledBack = false;
  const enter = async (trx: Knex.Transaction): Promise<never> => {
    await within(trx, async () => {
      isInside = db.inTransaction();
      await db.transaction(({ onCommit }) => {
        onCommit(() => void (hasCalledBack = true));
        return Promise.resolve();
      });
    });
    const isOpen = !trx.isCompleted();
    throw new RollBack(isOpen ? '' : 'ended');
  };
  try {
    await db.connection.transaction(enter);
  } catch (error) {
    if (!(error instanceof RollBack)) throw error;
    return isInside && !hasCalledBack && error.message === '';
  }
  return false;
}
