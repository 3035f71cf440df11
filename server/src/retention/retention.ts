import { setTimeout as pauseFor } from 'node:timers/promises';
import type { AuditTrailConfig } from '../config';
import type { Capture } from '../event';
import { createExclusiveRun, type MayGoOn, type NotRun } from '../jobs';
import type { PurgeContext } from './context';
import { previewOf, type PurgePreview } from './preview';
import { reportOf } from './report';
import { keepsForEver } from './rules';
import { runPurge } from './run';
import { emptyTally, type Tally } from './tally';

export interface RetentionDependencies extends Omit<PurgeContext, 'config' | 'pace'> {
  config: Pick<AuditTrailConfig, 'retention'>;
  record: (capture: Capture) => Promise<unknown>;
  /** Unique to this process. */
  instanceId: string;
  /** How many requests the application is answering. */
  inFlight: () => number;
  clock?: { now(): number };
  pause?: (milliseconds: number) => Promise<void>;
}

/** A run that took place; in a dry run the numbers tell what would have been removed. */
export interface PurgeRun extends Pick<Tally, 'removed' | 'requestsRemoved' | 'held' | 'end'> {
  ran: true;
  dryRun: boolean;
}

/** What a call of `purge` came to, with the reason if it did nothing. */
export type PurgeVerdict = NotRun | { ran: false; reason: 'kept-for-ever' } | PurgeRun;

const KEPT: PurgeVerdict = { ran: false, reason: 'kept-for-ever' };
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Keeps the journal as its rules ask. Nothing that no rule lets go is ever removed. */
export function createRetention(dependencies: RetentionDependencies) {
  const { record, instanceId, clock = Date, inFlight } = dependencies;
  const config = dependencies.config.retention;
  const now = () => clock.now();
  const pause = dependencies.pause ?? ((milliseconds) => pauseFor(milliseconds));
  const context: PurgeContext = { ...dependencies, config, pace: { now, inFlight, pause } };
  const exclusive = createExclusiveRun({
    db: context.db,
    name: 'retention',
    owner: instanceId,
    now,
  });
  let isStopped = false;

  async function purgeAll(mayGoOn: MayGoOn): Promise<PurgeRun> {
    const tally = emptyTally();
    const task = { config, startedAt: now(), isDry: config.dryRun };
    const tell = async (failure: string | null): Promise<void> => {
      const capture = reportOf(tally, { ...task, failure });
      if (capture) await record(capture);
    };
    try {
      await runPurge(context, { tally, isDry: config.dryRun, mayGoOn });
    } catch (error) {
      tally.end = 'failed';
      // What went wrong is what the caller has to know, not that it could not be recorded either.
      await tell(messageOf(error)).catch(() => undefined);
      throw error;
    }
    await tell(null);
    const { removed, requestsRemoved, held, end } = tally;
    return { ran: true, dryRun: config.dryRun, removed, requestsRemoved, held, end };
  }

  return {
    /**
     * Removes every event and request row that a rule lets go, and records one event of it. With
     * `retention.dryRun` it counts and records only. Rejects if the database or the archive does;
     * what was removed until then is recorded.
     */
    async purge(): Promise<PurgeVerdict> {
      return keepsForEver(config) ? KEPT : exclusive.run((alone) => alone(purgeAll));
    },

    /** The same, where a purge was begun and not ended: its instance died or was stopped. */
    async resume(): Promise<PurgeVerdict> {
      return keepsForEver(config) ? KEPT : exclusive.run((alone) => alone.instead(purgeAll));
    },

    /** Counts what a purge would remove now. Removes and records nothing; rejects if the database does. */
    async preview(): Promise<PurgePreview> {
      const tally = emptyTally();
      if (!keepsForEver(config)) {
        await runPurge(context, { tally, isDry: true, mayGoOn: async () => !isStopped });
      }
      return previewOf(tally);
    },

    /** Ends a purge after the batch it is at, and lets none begin. Never rejects. */
    stop(): Promise<void> {
      isStopped = true;
      return exclusive.stop();
    },
  };
}

export type Retention = ReturnType<typeof createRetention>;
