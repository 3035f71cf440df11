import type { Capture } from '../../event';
import { createThrottleCount, type CountDependencies, type ThrottleCount } from './count';
import type { Circumstances } from '../build-event';

export interface ThrottleDependencies extends CountDependencies {
  /** Records in the current context. */
  record(capture: Capture): Promise<void>;
  /** Records something that happened earlier, under its circumstances at that time. */
  recordLater(capture: Capture, circumstances: Circumstances): Promise<void>;
  /** Notes that a capture was counted and will be written later. */
  noteCounted(capture: Capture): void;
  circumstances(): Circumstances;
  /** Milliseconds since any fixed time. */
  now(): number;
  /** Calls `work` once after a number of milliseconds; the returned function cancels it. */
  schedule(milliseconds: number, work: () => void): () => void;
}

/** Keeps refusals and failed sign-ins from filling the log. */
export interface Throttle {
  /** Records the first of equal failures before it resolves, and counts the others. */
  record(capture: Capture): Promise<void>;
  /** Ends every fold: writes what was counted and not written yet. */
  flush(): Promise<void>;
  /** The same for good: later failures are written one by one. */
  close(): Promise<void>;
}

/** A fold ends when nothing happened for this long. */
export const WINDOW_MS = 60_000;
/** Counts are written after a second; in long throttling, after an eighth of its duration. */
const MIN_DELAY_MS = 1_000;
const MAX_DELAY_MS = 60_000;
/** With many folds, writes slow down: about a hundred rows a second, whatever happens. */
const DELAY_PER_FOLD_MS = 10;
/**
 * How many accounts, actions and reasons of one address are counted separately, and how many in
 * total.
 */
export const MAX_PER_ADDRESS = 40;
export const MAX_FOLDS = 5_000;

interface Fold {
  count: ThrottleCount;
  /** Resolves when the first failure is written: no later one is answered before. */
  opened: Promise<void>;
  /** Null for failures of several addresses. */
  address: string | null;
  startedAt: number;
  lastAt: number;
  /** When the count is due to be written; null if there is none. */
  dueAt: number | null;
}

/**
 * Folds refusals and failed sign-ins. Failures are equal if account or e-mail, address, action and
 * reason are. Beyond a bound, the failures of further accounts share rows that list each of them:
 * everything stays findable, and many accounts fill the log no faster than one.
 */
export function createThrottle(deps: ThrottleDependencies): Throttle {
  const folds = new Map<string, Fold>();
  const perAddress = new Map<string, number>();
  let timer: { at: number; cancel: () => void } | null = null;
  let writing: Promise<void> = Promise.resolve();
  let closed = false;

  /** By account, else with all others of the address, else with all others. */
  const foldKeyOf = (capture: Capture, circumstances: Circumstances) => {
    const { action } = capture;
    const address = circumstances.request.ip ?? '';
    const exact = JSON.stringify([address, action, ...kindOf(capture, circumstances, deps)]);
    const isFull = folds.size >= MAX_FOLDS;
    if (folds.has(exact) || (!isFull && (perAddress.get(address) ?? 0) < MAX_PER_ADDRESS)) {
      return { key: exact, address, isShared: false };
    }
    const ofAddress = JSON.stringify([address, action]);
    return !isFull || folds.has(ofAddress)
      ? { key: ofAddress, address, isShared: true }
      : { key: JSON.stringify([action]), address: null, isShared: true };
  };

  const begin = (key: string, address: string | null, isShared: boolean, first: Capture) => {
    const now = deps.now();
    const count = createThrottleCount(deps, isShared);
    const opened = deps.record(first);
    folds.set(key, { count, opened, address, startedAt: now, lastAt: now, dueAt: null });
    if (address !== null) perAddress.set(address, (perAddress.get(address) ?? 0) + 1);
    wakeAt(now + WINDOW_MS);
    return opened;
  };

  const end = (key: string, { address }: Fold): void => {
    folds.delete(key);
    if (address === null) return;
    const left = (perAddress.get(address) ?? 1) - 1;
    if (left > 0) perAddress.set(address, left);
    else perAddress.delete(address);
  };

  const delayOf = ({ startedAt }: Fold): number => {
    const wanted = Math.max((deps.now() - startedAt) / 8, folds.size * DELAY_PER_FOLD_MS);
    return Math.min(Math.max(wanted, MIN_DELAY_MS), MAX_DELAY_MS);
  };

  function wakeAt(at: number): void {
    if (timer && timer.at <= at) return;
    timer?.cancel();
    const cancel = deps.schedule(Math.max(at - deps.now(), 0), () => {
      timer = null;
      void writeDue();
    });
    timer = { at, cancel };
  }

  /**
   * Takes the counts at once, so later failures are counted anew; writes them one after the other.
   */
  const write = (due: readonly Fold[], isRunning: boolean): Promise<void> => {
    const taken = due.flatMap((fold) => {
      fold.dueAt = null;
      return fold.count.take(isRunning) ?? [];
    });
    writing = writing.then(async () => {
      for (const { capture, circumstances } of taken)
        await deps.recordLater(capture, circumstances);
    });
    return writing;
  };

  function writeDue(): Promise<void> {
    const now = deps.now();
    const due = [...folds.values()].filter(({ dueAt }) => dueAt !== null && dueAt <= now);
    const written = write(due, true);
    for (const [key, fold] of folds) {
      if (fold.count.isEmpty() && fold.lastAt + WINDOW_MS <= now) end(key, fold);
    }
    const next = Math.min(
      ...[...folds.values()].map((fold) => fold.dueAt ?? fold.lastAt + WINDOW_MS)
    );
    if (folds.size > 0) wakeAt(next);
    return written;
  }

  function flush(): Promise<void> {
    timer?.cancel();
    timer = null;
    const open = [...folds.values()];
    folds.clear();
    perAddress.clear();
    return write(open, false);
  }

  return {
    async record(capture) {
      if (closed || !isFailure(capture)) return deps.record(capture);
      const circumstances = deps.circumstances();
      const { key, address, isShared } = foldKeyOf(capture, circumstances);
      const known = folds.get(key);
      if (!known) return begin(key, address, isShared, capture);
      known.count.add(capture, circumstances, new Date());
      known.lastAt = deps.now();
      deps.noteCounted(capture);
      if (known.count.isFull()) {
        await write([known], true);
      } else {
        known.dueAt ??= known.lastAt + delayOf(known);
        wakeAt(known.dueAt);
      }
      await known.opened;
    },

    flush,

    async close() {
      closed = true;
      await flush();
    },
  };
}

const isFailure = ({ outcome, changes }: Capture): boolean =>
  (outcome === 'failure' || outcome === 'denied') && (changes ?? []).length === 0;

/** What makes two failures of one address and action equal. */
function kindOf(
  capture: Capture,
  { actor }: Circumstances,
  { emailOf }: Pick<ThrottleDependencies, 'emailOf'>
): unknown[] {
  const { id, type } = { ...actor, ...capture.actor };
  const who = [type, id, emailOf(capture)];
  if (capture.foldBy === 'account') return [...who, 'account'];
  const what = id === null ? [] : [capture.resource?.type, capture.tags];
  return [...who, capture.reason?.slice(0, 255), ...what];
}
