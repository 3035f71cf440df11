import { INTERVALS, MAX_BUCKETS, type Interval } from '../../../contracts';
import { gridOf } from './zone';

/** Epoch milliseconds; the end is exclusive. */
export interface TimeSpan {
  from: number;
  to: number;
}

/** A range of time whose ends are part of the query, or reach only as far as there are events. */
export interface Extent extends TimeSpan {
  /** Whether the query itself begins or ends there: then no bucket reaches beyond. */
  isFromFixed: boolean;
  isToFixed: boolean;
}

export interface Buckets {
  interval: Interval;
  spans: TimeSpan[];
}

/**
 * What a calendar of four-digit years can name in every zone, plus a bucket of the longest
 * interval: dates end with the year 9999, and no next bucket begins there.
 */
const FIRST = Date.parse('0002-01-01T00:00:00Z');
const LAST = Date.parse('9800-01-01T00:00:00Z');

const within = (instant: number) => Math.min(Math.max(instant, FIRST), LAST);

/** The buckets of one interval; null if there are too many. */
function bucketsOf(extent: Extent, interval: Interval, timeZone: string): TimeSpan[] | null {
  if (extent.from >= extent.to) return [];
  const grid = gridOf(interval, timeZone);
  // A day more or less than expected must not matter; a thousand excess buckets need no counting.
  if ((extent.to - extent.from) / grid.length > MAX_BUCKETS * 1.1) return null;
  const spans: TimeSpan[] = [];
  let from = grid.floor(extent.from);
  while (from < extent.to) {
    if (spans.length === MAX_BUCKETS) return null;
    const to = grid.next(from);
    spans.push({ from, to });
    from = to;
  }
  if (extent.isFromFixed && spans[0]) spans[0].from = extent.from;
  if (extent.isToFixed && spans.length > 0) spans.at(-1)!.to = extent.to;
  return spans;
}

/**
 * Divides a range into at most `MAX_BUCKETS`, using the shortest interval that fits. Buckets begin
 * where the zone's clock and calendar say. They tile the range; where no end is fixed, the bucket
 * there is whole.
 */
export function divide(extent: Extent, timeZone: string): Buckets {
  const bounded = { ...extent, from: within(extent.from), to: within(extent.to) };
  for (const interval of INTERVALS) {
    const spans = bucketsOf(bounded, interval, timeZone);
    if (spans) return { interval, spans };
  }
  throw new Error(`[audit-trail] histogram: ${extent.from} to ${extent.to} cannot be divided.`);
}
