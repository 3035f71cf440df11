import { nice, ticks } from 'd3-array';
import { timeTicks } from 'd3-time';

import type { HistogramBucket } from '../../../../../server/src/contracts';

/** Where something stands, in percent of the width and of the height. */
export interface Bar {
  x: number;
  width: number;
  /** The height of what went well, and, on top of it, of what failed or was denied. */
  successes: number;
  failures: number;
}

export interface Tick<Value> {
  value: Value;
  /** From the left, or from the bottom. */
  at: number;
}

export interface ChartLayout {
  bars: Bar[];
  times: Tick<Date>[];
  counts: Tick<number>[];
}

/** Bars lower than this could not be seen. */
const MIN_HEIGHT = 4;
/** A label nearer to an edge would be cut off. */
const EDGE = 4;
const COUNT_TICKS = 2;
const MINUTE_MS = 60_000;

const visible = (height: number) => (height === 0 ? 0 : Math.max(height, MIN_HEIGHT));

/** What is drawn higher than it is, so as to be seen, is taken from the other part where room is short. */
function parts(wanted: number, failed: number): Pick<Bar, 'successes' | 'failures'> {
  const [successes, failures] = [visible(wanted), visible(failed)];
  const excess = Math.max(successes + failures - 100, 0);
  return successes > failures
    ? { successes: successes - excess, failures }
    : { successes, failures: failures - excess };
}

/** Where a value stands between two others, in percent. */
const share = (from: number, to: number) => (value: number) => ((value - from) / (to - from)) * 100;

/** Lays the buckets out along the time they take, so that a day of 23 hours is a little narrower. */
export function layOut(buckets: readonly HistogramBucket[], labels: number): ChartLayout {
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (!first || !last) return { bars: [], times: [], counts: [] };
  const highest = Math.max(...buckets.map(({ count }) => count), 1);
  const [start, end] = [new Date(first.from), new Date(last.to)];
  const time = share(start.getTime(), end.getTime());
  const [, top] = nice(0, highest, COUNT_TICKS);
  const amount = share(0, top);

  return {
    bars: buckets.map(({ from, to, count, failures }) => {
      const x = time(Date.parse(from));
      return {
        x,
        width: time(Date.parse(to)) - x,
        ...parts(amount(count - failures), amount(failures)),
      };
    }),
    times: timeTicks(start, end, labels)
      // Labels tell no seconds; of the same minute they would be the same.
      .filter((value) => value.getTime() % MINUTE_MS === 0)
      .map((value) => ({ value, at: time(value.getTime()) }))
      .filter(({ at }) => at >= EDGE && at <= 100 - EDGE),
    // There is no half an event.
    counts: ticks(0, top, COUNT_TICKS)
      .filter((value) => value > 0 && Number.isInteger(value))
      .map((value) => ({ value, at: amount(value) })),
  };
}

/** The bar at a place, in percent of the width: the nearest where there is none. */
export function barAt(bars: readonly Bar[], x: number): number {
  const after = bars.findIndex((bar) => x < bar.x + bar.width);
  return after === -1 ? bars.length - 1 : after;
}
