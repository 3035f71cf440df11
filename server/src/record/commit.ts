import type { Database } from '@strapi/database';
import type { Knex } from 'knex';
import type { Capture, RedactedEvent } from '../event';
import type { Journal } from '../journal/writer';
import { createChangeSet } from './change-set/change-set';
import type { ChangeSet, ChangeSetDependencies } from './change-set/change-set';
import type { Finding } from './change-set/finding';
import { refusedChange } from './refused-change';
import { currentScope, runInScope } from './scope';
import type { Transactions } from './transactions';

export interface CommitDependencies extends ChangeSetDependencies {
  db: Database;
  transactions: Transactions;
  journal: Journal;
  /** The captures that the options allow. Called in the scope that they belong to. */
  filter(captures: readonly Capture[]): ReadonlySet<Capture>;
  /**
   * Turns captures into events: who, when, from where, and without secrets. Called in their scope.
   */
  buildAndRedact(captures: readonly Capture[]): RedactedEvent[];
  /** Gives code without a scope one, so the events of one commit share their operation. */
  inSomeScope<Result>(work: () => Result): Result;
  /** What happens to a change whose event cannot be written. */
  onFailure: 'block' | 'continue';
  /** Called for every event that could not be written. */
  onLost(error: unknown, captures: readonly Capture[]): void;
}

/** Writes events where their change commits. */
export interface Commits {
  /**
   * The change set of a transaction; its events are written right before that transaction commits.
   */
  changesOf(trx: Knex.Transaction): ChangeSet;
  /**
   * Records something that is not a watched write: with the running transaction if there is one,
   * else at once. Never rejects.
   */
  record(capture: Capture): Promise<void>;
}

interface OpenCommit {
  changes: ChangeSet;
  /** What was recorded inside the transaction next to its writes. */
  others: Finding[];
  /** Whether a savepoint of the plugin's own is open: it undoes events, and nothing of the application. */
  isAppending: boolean;
}

export function createCommits(deps: CommitDependencies): Commits {
  const { transactions, journal } = deps;
  const open = new WeakMap<Knex.Transaction, OpenCommit>();

  /**
   * How a change becomes an event, step by step. Runs in the transaction of the change: where its
   * work ends, and once more right before the commit, for what was written in between.
   *
   * Every statement that `strapi/database/write-guard.ts` sees has filled the change set.
   */
  async function commit(trx: Knex.Transaction, opened: OpenCommit): Promise<void> {
    const { changes, others } = opened;
    // The rows before and after; their differences; and what the sources call them.
    const findings = [...(await settle(trx, changes)), ...others.splice(0)];
    const wanted = leaveOut(findings);
    if (wanted.length > 0) await write(wanted, trx, opened);
  }

  /** What the options allow. The rest is noted: a summary may be about it. */
  const leaveOut = (findings: readonly Finding[]): Finding[] =>
    scopeByScope(findings, (together, captures) => {
      const wanted = deps.filter(captures);
      for (const capture of captures)
        if (!wanted.has(capture)) currentScope()?.noteLeftOut(capture);
      return together.filter(({ capture }) => wanted.has(capture));
    });

  /** Adds who did it, when and from where; removes secrets; writes to the journal. */
  async function write(
    findings: readonly Finding[],
    trx: Knex.Transaction,
    opened: OpenCommit
  ): Promise<void> {
    try {
      const events = scopeByScope(findings, (_, captures) => deps.buildAndRedact(captures));
      if (deps.onFailure === 'block') await journal.append(events, trx);
      else await appendInSavepoint(events, trx, opened);
      noteRecorded(findings);
    } catch (error) {
      deps.onLost(error, capturesIn(findings));
      await refuseIfNeeded(error, trx);
    }
  }

  /** With `continue`, only a change that the database has undone is refused. */
  async function refuseIfNeeded(error: unknown, trx: Knex.Transaction): Promise<void> {
    if (deps.onFailure === 'block') throw refusedChange(error);
    if (await isUndone(error, trx)) throw refusedChange(error, { isUndone: true });
  }

  /** PostgreSQL aborts the whole transaction after any failed statement. */
  async function appendInSavepoint(
    events: RedactedEvent[],
    trx: Knex.Transaction,
    opened: OpenCommit
  ): Promise<void> {
    opened.isAppending = true;
    const savepoint = await trx.transaction();
    try {
      await journal.append(events, savepoint);
      await savepoint.commit();
    } catch (error) {
      // The reason matters more than that the savepoint is gone with its transaction.
      await savepoint.rollback().catch(() => undefined);
      throw error;
    } finally {
      opened.isAppending = false;
    }
  }

  /** The same for a change without a transaction. Never rejects. */
  async function writeAlone(findings: readonly Finding[]): Promise<void> {
    try {
      const events = scopeByScope(findings, (_, captures) => deps.buildAndRedact(captures));
      await journal.append(events, deps.db.connection);
      noteRecorded(findings);
    } catch (error) {
      deps.onLost(error, capturesIn(findings));
    }
  }

  /** What the transaction did; if that cannot be read, it is a lost event like any other. */
  async function settle(trx: Knex.Transaction, changes: ChangeSet): Promise<Finding[]> {
    try {
      return await transactions.within(trx, () => changes.settle());
    } catch (error) {
      deps.onLost(error, [{ action: 'unknown' }]);
      await refuseIfNeeded(error, trx);
      return [];
    }
  }

  const openCommit = (trx: Knex.Transaction): OpenCommit => {
    const known = open.get(trx);
    if (known) return known;
    const made: OpenCommit = { changes: createChangeSet(deps), others: [], isAppending: false };
    const { changes, others } = made;
    open.set(trx, made);
    transactions.followSavepoints(trx, {
      mark: () => ({ changes: changes.mark(), others: others.length }),
      undoTo(mark) {
        if (made.isAppending) return;
        changes.undoTo(mark?.changes ?? null);
        others.splice(mark?.others ?? 0);
      },
    });
    transactions.beforeCommit(trx, () => deps.inSomeScope(() => commit(trx, made)));
    return made;
  };

  return {
    changesOf: (trx) => openCommit(trx).changes,

    async record(capture) {
      try {
        const finding = { capture, scope: currentScope() };
        const trx = await transactions.current();
        if (trx) {
          openCommit(trx).others.push(finding);
          return;
        }
        await deps.inSomeScope(async () => {
          const wanted = leaveOut([finding]);
          if (wanted.length > 0) await writeAlone(wanted);
        });
      } catch (error) {
        deps.onLost(error, [capture]);
      }
    },
  };
}

/**
 * Whether a failed statement has ended the whole transaction: PostgreSQL then refuses every other,
 * and MySQL has rolled it back after a deadlock. The commit would report success and keep nothing.
 */
const isUndone = async (error: unknown, trx: Knex.Transaction): Promise<boolean> =>
  (error as { code?: unknown } | null)?.code === 'ER_LOCK_DEADLOCK' ||
  trx.raw('select 1').then(
    () => false,
    () => true
  );

const capturesIn = (findings: readonly Finding[]): Capture[] =>
  findings.map(({ capture }) => capture);

const noteRecorded = (findings: readonly Finding[]): unknown =>
  scopeByScope(findings, (_, captures) => {
    for (const capture of captures) currentScope()?.noteRecorded(capture);
    return [];
  });

/**
 * Applies `work` to the findings in order. It runs in the scope in which they were made, or in the
 * current one if they had none: once for each run of findings in the same scope.
 */
function scopeByScope<Result>(
  findings: readonly Finding[],
  work: (together: readonly Finding[], captures: readonly Capture[]) => readonly Result[]
): Result[] {
  const results: Result[] = [];
  for (let start = 0, end = 0; start < findings.length; start = end) {
    const { scope } = findings[start]!;
    while (findings[end]?.scope === scope && end < findings.length) end += 1;
    const together = findings.slice(start, end);
    const run = () => work(together, capturesIn(together));
    for (const result of scope ? runInScope(scope, run) : run()) results.push(result);
  }
  return results;
}
