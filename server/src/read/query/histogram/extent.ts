import type { PreparedQuery } from '../matching';
import type { Extent, TimeSpan } from './buckets';

/** The time range in the query itself; null for an open end. */
export interface RequestedRange {
  from: number | null;
  to: number | null;
}

export const requestedRange = ({ plan }: Pick<PreparedQuery, 'plan'>): RequestedRange => ({
  from: plan.after,
  to: plan.before,
});

const DAY_MS = 86_400_000;

/**
 * The range a chart shows: the requested one. An open end reaches from the oldest matching event to
 * now, or to the newest event if a clock was ahead. It spans at least a day, so recent events are
 * not a single bar.
 */
export function extentOf(requested: RequestedRange, found: TimeSpan | null, now: number): Extent {
  const to = requested.to ?? Math.max(now, found?.to ?? now);
  return {
    from: requested.from ?? Math.min(found?.from ?? to, to - DAY_MS),
    to,
    isFromFixed: requested.from !== null,
    isToFixed: requested.to !== null,
  };
}
