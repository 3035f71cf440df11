import { setImmediate } from 'node:timers/promises';

/** A query that takes turns in the process. */
export interface Taker {
  /** Its deadline, by the clock passed to `takeTurn`. */
  end: number;
  /** Turns it has taken. */
  taken: number;
  /** Its rank among all queries, by start time. */
  order: number;
}

interface Waiter {
  taker: Taker;
  isLate(): boolean;
  go(): void;
}

/** Queries that use an index need fewer turns than this. */
const QUICK = 16;

/** After all queries that a request waits for. */
const BACKGROUND = Number.MAX_SAFE_INTEGER / 2;

const waiting = new Set<Waiter>();
let beginnings = 0;
let isRunning = false;
let quickIsNext = true;

const nextOrder = (end: number): number => (beginnings += 1) + (end === Infinity ? BACKGROUND : 0);

/** @param end the query's deadline; `Infinity` for an export or background work */
export const newTaker = (end: number): Taker => ({ end, taken: 0, order: nextOrder(end) });

const isQuick = ({ taker }: Waiter): boolean => taker.taken < QUICK;

/** Among the quick ones the longest waiting, among the others the first to start. */
function nextOf(all: readonly Waiter[]): Waiter | undefined {
  const late = all.find((one) => one.isLate());
  if (late) return late;
  const quick = all.find(isQuick);
  const others = all.filter((one) => !isQuick(one));
  const oldest = others.reduce<Waiter | undefined>(
    (first, one) => (first && first.taker.order < one.taker.order ? first : one),
    undefined
  );
  return quickIsNext ? (quick ?? oldest) : (oldest ?? quick);
}

async function run(): Promise<void> {
  isRunning = true;
  while (waiting.size > 0) {
    await setImmediate();
    const next = nextOf([...waiting]);
    if (!next) continue;
    quickIsNext = !isQuick(next);
    waiting.delete(next);
    const { taker } = next;
    taker.taken += 1;
    // Exports run in parallel.
    if (taker.end === Infinity) taker.order = nextOrder(Infinity);
    next.go();
  }
  isRunning = false;
}

/**
 * Waits for a turn in the process. Node resumes all waiters in one turn, so many concurrent queries
 * would block it as one. Quick and long queries alternate; among long ones the first is finished
 * first, so under overload some are answered in time rather than all too late; exports come last. A
 * query past its deadline resumes at once, to report so.
 */
export function takeTurn(taker: Taker, clock: () => number): Promise<void> {
  return new Promise((go) => {
    waiting.add({ taker, go, isLate: () => clock() > taker.end });
    if (!isRunning) void run();
  });
}
