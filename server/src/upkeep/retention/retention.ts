import { setTimeout as pauseFor } from 'node:timers/promises';
import type { AuditTrailConfig } from '../../config';
import type { Capture } from '../../event';
import { createExclusiveRun, LeaseLost, type Confirm, type MayGoOn, type NotRun } from '../../jobs';
import type { PurgeContext } from './purge/context';
import type { Transaction } from './purge/ports';
import { previewOf, type PurgePreview } from './preview';
import { watchQuiet, type Load } from './purge/pace';
import { createProgress } from './progress';
import { reportOf } from './report';
import { keepsForEver } from './rules';
import { runPurge } from './purge/run';
import { emptyTally, type Tally } from './purge/tally';

export interface RetentionDependencies extends Omit<PurgeContext, 'config' | 'pace' | 'keep'> {
  config: Pick<AuditTrailConfig, 'retention'>;
  record: (capture: Capture) => Promise<unknown>;
  /** Unique to this process. */
  instanceId: string;
  load: Load;
  clock?: { now(): number };
  /** The database's current time as SQL, in epoch milliseconds. Its own clock if left out. */
  databaseTime?: () => string;
  pause?: (milliseconds: number) => Promise<void>;
}

/** A run that took place; in a dry run the numbers show what would have been removed. */
export interface PurgeRun extends Pick<Tally, 'removed' | 'requestsRemoved' | 'held' | 'end'> {
  ran: true;
  dryRun: boolean;
}

/** The result of a call of `purge`, with the reason if it did nothing. */
export type PurgeVerdict = NotRun | { ran: false; reason: 'kept-for-ever' } | PurgeRun;

/** The reason in the event about a run that could not report itself. */
const DIED = 'The process that purged ended before it could record this.';
const KEPT: PurgeVerdict = { ran: false, reason: 'kept-for-ever' };
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Keeps the journal as its rules require. Never removes an event that no rule covers. */
export function createRetention(dependencies: RetentionDependencies) {
  const { record, instanceId, clock = Date, load } = dependencies;
  const config = dependencies.config.retention;
  const now = () => clock.now();
  const pause = dependencies.pause ?? ((milliseconds) => pauseFor(milliseconds));
  const context = {
    ...dependencies,
    config,
    pace: { now, load, pause, isQuiet: watchQuiet(load, now) },
  };
  const { db } = context;
  const progress = createProgress(db);
  const exclusive = createExclusiveRun({
    db,
    name: 'retention',
    owner: instanceId,
    time: dependencies.databaseTime,
    elapsed: dependencies.clock && now,
  });
  let isStopped = false;

  /** Records what a run did, unless another instance has already reported it. */
  async function recordRun(capture: Capture | null, confirm: Confirm): Promise<void> {
    if (!capture) return;
    await db.transaction(async ({ trx }) => {
      await record(capture);
      await progress.clear(trx);
      await confirm(trx);
    });
  }

  /** Reports a run whose instance died: what it removed is gone, but no event records it yet. */
  async function reportUnfinished(confirm: Confirm): Promise<void> {
    const left = await progress.read();
    if (!left) return;
    const { startedAt, tally } = left;
    const task = { config, startedAt, isDry: false, failure: DIED };
    await recordRun(reportOf({ ...tally, end: 'broken-off' }, task), confirm);
  }

  async function purgeAll(mayGoOn: MayGoOn, confirm: Confirm): Promise<PurgeRun> {
    await reportUnfinished(confirm);
    const tally = emptyTally();
    const startedAt = now();
    const task = { config, startedAt, isDry: config.dryRun };
    const keep = async (trx: Transaction, then: Tally): Promise<void> => {
      await progress.save(trx, { startedAt, tally: then });
      await confirm(trx);
    };
    const run = (): PurgeRun => {
      const { removed, requestsRemoved, held, end } = tally;
      return { ran: true, dryRun: config.dryRun, removed, requestsRemoved, held, end };
    };
    try {
      await runPurge({ ...context, keep }, { tally, isDry: config.dryRun, mayGoOn });
      await recordRun(reportOf(tally, { ...task, failure: null }), confirm);
      return run();
    } catch (error) {
      if (error instanceof LeaseLost) {
        // The other instance reports what this one removed.
        tally.end = 'broken-off';
        return run();
      }
      tally.end = 'failed';
      // The caller needs the original error, not that it could not be recorded either.
      const capture = reportOf(tally, { ...task, failure: messageOf(error) });
      await recordRun(capture, confirm).catch(() => undefined);
      throw error;
    }
  }

  /** Nothing is to be removed any more, but something was. */
  async function endOnly(_: MayGoOn, confirm: Confirm): Promise<PurgeVerdict> {
    await reportUnfinished(confirm);
    return KEPT;
  }

  return {
    /**
     * Removes every event and request row that a rule covers, and records one event about it. With
     * `retention.dryRun` it only counts and records. Rejects if the database or the archive does;
     * what was removed until then is recorded.
     */
    async purge(): Promise<PurgeVerdict> {
      return keepsForEver(config) ? KEPT : exclusive.run((alone) => alone(purgeAll));
    },

    /** The same, for a purge that began and did not end: its instance died or was stopped. */
    async resume(): Promise<PurgeVerdict> {
      const work = keepsForEver(config) ? endOnly : purgeAll;
      return exclusive.run<PurgeVerdict>((alone) => alone.instead(work));
    },

    /**
     * Counts what a purge would remove now. Removes and records nothing; rejects if the database
     * does.
     */
    async preview(): Promise<PurgePreview> {
      const tally = emptyTally();
      if (!keepsForEver(config)) {
        const task = { tally, isDry: true, mayGoOn: async () => !isStopped };
        await runPurge({ ...context, keep: async () => undefined }, task);
      }
      return previewOf(tally);
    },

    /** Ends a purge after its current batch, and lets none begin. Never rejects. */
    stop(): Promise<void> {
      isStopped = true;
      return exclusive.stop();
    },
  };
}

export type Retention = ReturnType<typeof createRetention>;
