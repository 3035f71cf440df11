import type { Database } from '@strapi/database';
import { asyncContext, runInside, type GuardFindings } from '../../record/context';
import type { Transactions } from '../../record/transactions';

/** Where the guard reports what it saw during its self-test. */
export interface GuardTrial {
  isRunning(): boolean;
  sawInsert(ids: readonly unknown[]): void;
  sawJoin(): void;
  /** Writes a row inside a transaction that is rolled back, and commits an empty transaction. */
  run(db: Database, transactions: Transactions): Promise<GuardFindings>;
}

/** One of Strapi's own plain models; the row is never visible. */
const HARMLESS_MODEL = 'strapi::core-store';

class RollBack extends Error {}

export function createGuardTrial(): GuardTrial {
  const running = () => asyncContext().trial;
  const findings = (): GuardFindings => ({
    seesStatements: false,
    joinsRelations: false,
    hooksCommits: false,
    reason: null,
  });

  return {
    isRunning: () => running() !== undefined,

    sawInsert(ids) {
      const found = running();
      if (found && ids.length === 1 && Number(ids[0]) > 0) found.seesStatements = true;
    },

    sawJoin() {
      const found = running();
      if (found) found.joinsRelations = true;
    },

    async run(db, transactions) {
      const found = findings();
      try {
        await runInside({ trial: found }, () => writeAndRollBack(db));
        found.hooksCommits = await commitsEmpty(db, transactions);
      } catch (error) {
        found.reason = error instanceof Error ? error.message : String(error);
      }
      return found;
    },
  };
}

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
