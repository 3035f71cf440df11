import { setImmediate } from 'node:timers/promises';

/** A question that takes turns of the process. */
export interface Taker {
  /** When its time is over, by the clock that `takeTurn` is given. */
  end: number;
  /** Turns it has had. */
  taken: number;
  /** Its place among all questions, by their beginning. */
  order: number;
}

interface Waiter {
  taker: Taker;
  isLate(): boolean;
  go(): void;
}

/** Questions with an index behind them need fewer turns than this. */
const QUICK = 16;

/** Behind all questions that somebody waits for. */
const BACKGROUND = Number.MAX_SAFE_INTEGER / 2;

const waiting = new Set<Waiter>();
let beginnings = 0;
let isRunning = false;
let quickIsNext = true;

const nextOrder = (end: number): number => (beginnings += 1) + (end === Infinity ? BACKGROUND : 0);

/** @param end when the time of the question is over; `Infinity` for an export, or work behind requests */
export const newTaker = (end: number): Taker => ({ end, taken: 0, order: nextOrder(end) });

const isQuick = ({ taker }: Waiter): boolean => taker.taken < QUICK;

/** Of the quick ones whoever waits longest, of the others the one that began first. */
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
    // Exports go on side by side.
    if (taker.end === Infinity) taker.order = nextOrder(Infinity);
    next.go();
  }
  isRunning = false;
}

/**
 * Waits for a turn of the process of the question's own. Node lets everybody who waits go on in one turn,
 * so that many questions at once would hold it up as one. Quick questions and long ones take turns; of
 * long ones the first is answered first, so that under more than the process can do some are answered in
 * time, and not all too late; exports come behind them. Whoever is late goes on at once, to say so.
 */
export function takeTurn(taker: Taker, clock: () => number): Promise<void> {
  return new Promise((go) => {
    waiting.add({ taker, go, isLate: () => clock() > taker.end });
    if (!isRunning) void run();
  });
}
