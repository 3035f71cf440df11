import { startHeartbeat } from './heartbeat';
import { createLease, type Lease, type LeaseDependencies } from './lease';

/** Why a run did nothing. */
export interface NotRun {
  ran: false;
  reason: 'already-running' | 'another-instance' | 'nothing-unfinished' | 'stopped';
}

/** Whether the work may go on to its next batch. */
export type MayGoOn = () => Promise<boolean>;

/**
 * Lets a transaction commit only if no other instance has taken the work over. Call it last in the
 * transaction.
 * @throws LeaseLost
 */
export type Confirm = Lease['confirm'];

type Work<Verdict> = (mayGoOn: MayGoOn, confirm: Confirm) => Promise<Verdict>;

export interface Alone {
  /** Does the work while no other instance does the same. */
  <Verdict>(work: Work<Verdict>): Promise<Verdict | NotRun>;
  /** Does it only if an instance began it and died, or was stopped, before its end. */
  instead<Verdict>(work: Work<Verdict>): Promise<Verdict | NotRun>;
}

/**
 * Runs a job once at a time in this process, and in one instance at a time, until it is stopped.
 */
export function createExclusiveRun(dependencies: LeaseDependencies) {
  const lease = createLease(dependencies);
  let running: Promise<unknown> | null = null;
  /** Whether `running` found an unfinished run and took it over; null if it does not look for one. */
  let looking: Promise<boolean> | null = null;
  let isStopped = false;

  async function workAlone<Verdict>(work: Work<Verdict>): Promise<Verdict> {
    const heartbeat = startHeartbeat(lease);
    let isBrokenOff = false;
    try {
      return await work(async () => {
        isBrokenOff ||= isStopped;
        return !isStopped && (await lease.keep());
      }, lease.confirm);
    } finally {
      // A beat after the end would renew a lease that no one holds.
      await heartbeat.stop();
      await (isBrokenOff ? lease.abandon() : lease.release());
    }
  }

  const isLeftUnfinished = (): Promise<boolean> => (looking = lease.takeOver());

  const alone: Alone = Object.assign(
    async <Verdict>(work: Work<Verdict>): Promise<Verdict | NotRun> =>
      (await lease.acquire()) ? workAlone(work) : { ran: false, reason: 'another-instance' },
    {
      instead: async <Verdict>(work: Work<Verdict>): Promise<Verdict | NotRun> =>
        (await isLeftUnfinished()) ? workAlone(work) : { ran: false, reason: 'nothing-unfinished' },
    }
  );

  return {
    /**
     * Rejects as the task does. The task first does what does not need exclusivity, then requests
     * it.
     */
    async run<Verdict>(task: (alone: Alone) => Promise<Verdict>): Promise<Verdict | NotRun> {
      // A look for an unfinished run mostly finds none, and must not keep a real run from starting.
      if (looking && !(await looking.catch(() => false))) await running?.catch(() => undefined);
      if (isStopped) return { ran: false, reason: 'stopped' };
      if (running) return { ran: false, reason: 'already-running' };
      const run = task(alone);
      running = run;
      try {
        return await run;
      } finally {
        running = null;
        looking = null;
      }
    },

    /** Ends a run after its current batch, and lets none begin. Never rejects. */
    async stop(): Promise<void> {
      isStopped = true;
      await running?.catch(() => undefined);
    },
  };
}
