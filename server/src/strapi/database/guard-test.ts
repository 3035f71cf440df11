import type { Database } from '@strapi/database';
import type { ChangeSet } from '../../record/change-set/change-set';
import { asyncContext, runInside, type GuardFindings } from '../../record/context';
import type { Transactions } from '../../record/transactions';
import { installWriteGuard, type WriteGuardDependencies } from './write-guard';

/** One of Strapi's own plain models; the row is never visible. */
const HARMLESS_MODEL = 'strapi::core-store';

const trial = (): GuardFindings | undefined => asyncContext().trial;

/**
 * Installs a guard, writes a row inside a transaction that is rolled back, and removes the guard
 * again. What other code writes meanwhile is recorded as usual.
 *
 * @throws Error if the guard cannot be installed
 */
export async function testWriteGuard(deps: WriteGuardDependencies): Promise<GuardFindings> {
  const found: GuardFindings = {
    seesStatements: false,
    joinsRelations: false,
    hooksCommits: false,
    reason: null,
  };
  const remove = installWriteGuard(withTrial(deps), { joinsRelations: false });
  const untap = tapTrial(deps.db);
  try {
    await runInside({ trial: found }, () => writeAndRollBack(deps.db));
    found.hooksCommits = await commitsEmpty(deps.db, deps.transactions);
  } catch (error) {
    found.reason = error instanceof Error ? error.message : String(error);
  } finally {
    untap();
    remove();
  }
  return found;
}

/** For the trial, its model is watched and a change set notes what it is told; nothing is recorded. */
function withTrial(deps: WriteGuardDependencies): WriteGuardDependencies {
  const { watches, lockFirst } = deps;
  const watch = { source: '', actions: [], models: [HARMLESS_MODEL], describe: () => [] };
  const changes: ChangeSet = {
    before: () => Promise.resolve({ isBulk: false, ids: [], isToBeHeld: false }),
    inserted(_, ids) {
      const found = trial();
      if (found && ids.length === 1 && Number(ids[0]) > 0) found.seesStatements = true;
    },
    ahead: () => Promise.resolve(),
    keep: () => Promise.resolve(),
    reach: () => undefined,
    executed: () => undefined,
    mark: () => ({ bulks: 0, rows: 0 }),
    undoTo: () => undefined,
    settle: () => Promise.resolve([]),
  };
  return {
    ...deps,
    watches: {
      ...watches,
      of: (uid) => (trial() ? { ...watch, relations: 'written' } : watches.of(uid)),
    },
    isRecording: () => trial() !== undefined || deps.isRecording(),
    changesOf: (trx) => (trial() ? changes : deps.changesOf(trx)),
    readTakenLinks: async (...args) => (trial() ? undefined : deps.readTakenLinks(...args)),
    rememberShared: async () => (trial() ? undefined : deps.rememberShared()),
    lockFirst: {
      ...lockFirst,
      takeOne: (...args) => (trial() ? null : lockFirst.takeOne(...args)),
    },
  };
}

/**
 * Notes whether a write opens a transaction for its relations, and keeps the row of the trial from
 * the application's lifecycles.
 */
function tapTrial(db: Database): () => void {
  const { transaction, lifecycles } = db;
  const { run } = lifecycles;
  db.transaction = ((work?: unknown) => {
    const found = trial();
    if (found && !work && asyncContext().call) found.joinsRelations = true;
    return transaction.call(db, work as never);
  }) as typeof transaction;
  lifecycles.run = ((...args: Parameters<typeof run>) =>
    trial() ? Promise.resolve(args[3] ?? new Map()) : run.apply(lifecycles, args)) as typeof run;
  return () => {
    db.transaction = transaction;
    lifecycles.run = run;
  };
}

class RollBack extends Error {}

async function writeAndRollBack(db: Database): Promise<void> {
  const row = { key: 'plugin_audit-trail_trial', value: 'null', type: 'object' };
  try {
    await db.transaction(async () => {
      await db.query(HARMLESS_MODEL).create({ data: row });
      throw new RollBack();
    });
  } catch (error) {
    if (!(error instanceof RollBack)) throw error;
  }
}

/** Whether work can run right before a transaction commits; tested on an empty one. */
export async function commitsEmpty(db: Database, transactions: Transactions): Promise<boolean> {
  let hooked = false;
  await db.transaction(async () => {
    const trx = await transactions.current();
    if (!trx) return;
    transactions.beforeCommit(trx, () => {
      hooked = true;
      return Promise.resolve();
    });
  });
  return hooked;
}
