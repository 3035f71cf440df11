import type { Database } from '@strapi/database';
import type { Knex } from 'knex';
import type { Capture, RedactedEvent } from '../event';
import type { Journal } from '../journal/writer';
import { createLedger } from './ledger';
import type { Finding, Ledger, LedgerDependencies } from './ledger';
import { refusedChange } from './refused-change';
import { currentScope, runInScope } from './scope';
import type { Transactions } from './transactions';

export interface RecordingDependencies extends LedgerDependencies {
  db: Database;
  transactions: Transactions;
  journal: Journal;
  /** Asked inside the scope that the events belong to. */
  describe(captures: readonly Capture[]): RedactedEvent[];
  /** Without what the configuration leaves out; asked inside the scope that the events belong to. */
  wantedOf(captures: readonly Capture[]): ReadonlySet<Capture>;
  /** Gives code without a scope one, so that the events of one commit share their operation. */
  inSomeScope<Result>(work: () => Result): Result;
  /** What becomes of a change whose event cannot be written. */
  onFailure: 'block' | 'continue';
  /** Told about every event that could not be written. */
  onLost(error: unknown, captures: readonly Capture[]): void;
}

/** Puts events where their change commits. */
export interface Recording {
  /** The ledger of a transaction; its events are inserted right before that transaction commits. */
  ledgerOf(trx: Knex.Transaction): Ledger;
  /**
   * A ledger for one write that no transaction holds, or whose commit cannot be hooked. `record`
   * settles it once the write is done; it rejects only inside a transaction, where that still
   * takes the change back.
   */
  ledgerOfOneWrite(): Ledger & { record(): Promise<void> };
  /**
   * Records something that is not a watched write: with the running transaction, if there is one,
   * else at once. Never rejects.
   */
  record(capture: Capture): Promise<void>;
}

export function createRecording(deps: RecordingDependencies): Recording {
  const { transactions, journal } = deps;
  const ledgers = new WeakMap<Knex.Transaction, { ledger: Ledger; loose: Finding[] }>();

  const entryOf = (trx: Knex.Transaction) => {
    const known = ledgers.get(trx);
    if (known) return known;
    const entry = { ledger: createLedger(deps), loose: [] };
    ledgers.set(trx, entry);
    transactions.beforeCommit(trx, () => deps.inSomeScope(() => flush(trx, entry)));
    return entry;
  };

  const flush = async (
    trx: Knex.Transaction,
    { ledger, loose }: { ledger: Ledger; loose: Finding[] }
  ): Promise<void> => {
    const findings = sift([...(await settle(trx, ledger)), ...loose.splice(0)]);
    if (findings.length > 0) await append(findings, trx);
  };

  /** What is to be stored. The rest is remembered: it may be what a summary sums up. */
  const sift = (findings: readonly Finding[]): Finding[] =>
    scopeByScope(findings, (together, captures) => {
      const wanted = deps.wantedOf(captures);
      for (const capture of captures) {
        if (!wanted.has(capture)) currentScope()?.noteLeftOut(capture);
      }
      return together.filter(({ capture }) => wanted.has(capture));
    });

  const noteAll = (findings: readonly Finding[]): void => {
    scopeByScope(findings, (_, captures) => {
      for (const capture of captures) currentScope()?.noteRecorded(capture);
      return [];
    });
  };

  const describeAll = (findings: readonly Finding[]): RedactedEvent[] =>
    scopeByScope(findings, (_, captures) => deps.describe(captures));

  /** What the transaction did; where it cannot be read, that is a lost event like any other. */
  const settle = async (trx: Knex.Transaction, ledger: Ledger): Promise<Finding[]> => {
    try {
      return await transactions.within(trx, () => ledger.settle());
    } catch (error) {
      deps.onLost(error, [{ action: 'unknown' }]);
      if (deps.onFailure === 'block') throw refusedChange(error);
      return [];
    }
  };

  const append = async (findings: readonly Finding[], trx: Knex.Transaction): Promise<void> => {
    try {
      const events = describeAll(findings);
      if (deps.onFailure === 'block') {
        await journal.append(events, trx);
        return noteAll(findings);
      }
      // A savepoint, because PostgreSQL gives up the whole transaction after any failed statement.
      const savepoint = await trx.transaction();
      try {
        await journal.append(events, savepoint);
        await savepoint.commit();
        noteAll(findings);
      } catch (error) {
        await savepoint.rollback();
        throw error;
      }
    } catch (error) {
      deps.onLost(error, capturesIn(findings));
      if (deps.onFailure === 'block') throw refusedChange(error);
    }
  };

  const appendNow = async (findings: readonly Finding[]): Promise<void> => {
    try {
      await journal.append(describeAll(findings), deps.db.connection);
      noteAll(findings);
    } catch (error) {
      deps.onLost(error, capturesIn(findings));
    }
  };

  return {
    ledgerOf: (trx) => entryOf(trx).ledger,

    ledgerOfOneWrite() {
      const ledger = createLedger(deps);
      const record = async () => {
        const findings = sift(await ledger.settle());
        if (findings.length === 0) return;
        const trx = await transactions.current();
        await (trx ? append(findings, trx) : appendNow(findings));
      };
      return { ...ledger, record: () => deps.inSomeScope(record) };
    },

    async record(capture) {
      try {
        const finding = { capture, scope: currentScope() };
        const trx = await transactions.current();
        if (trx) {
          entryOf(trx).loose.push(finding);
          return;
        }
        await deps.inSomeScope(async () => {
          const findings = sift([finding]);
          if (findings.length > 0) await appendNow(findings);
        });
      } catch (error) {
        deps.onLost(error, [capture]);
      }
    },
  };
}

const capturesIn = (findings: readonly Finding[]): Capture[] =>
  findings.map(({ capture }) => capture);

/**
 * What `work` makes of the findings, in their order. It runs in the scope in which they were made, or
 * in the one at hand where they had none: once for all that follow each other in the same scope.
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
