import type { MayGoOn } from '../../../jobs';
import type { Tally } from './tally';

const MINUTE_MS = 60_000;

interface GateDependencies {
  maxMinutes: number;
  now: () => number;
  mayGoOn: MayGoOn;
}

/** Decides whether a run may go on, and notes in its tally why not. */
export function createGate(tally: Tally, { maxMinutes, now, mayGoOn }: GateDependencies) {
  const end = now() + maxMinutes * MINUTE_MS;
  const isOpen = (): boolean => tally.end === 'complete';

  /** Regardless of the time: for started work that would otherwise be done twice. */
  async function mayFinish(): Promise<boolean> {
    if (isOpen() && !(await mayGoOn())) tally.end = 'broken-off';
    return isOpen();
  }

  return {
    isOpen,
    mayFinish,
    async mayGoOn(): Promise<boolean> {
      if (isOpen() && now() >= end) tally.end = 'time-is-up';
      return mayFinish();
    },
  };
}

export type Gate = ReturnType<typeof createGate>;
