import type { Question } from '../matching';
import type { Extent, TimeSpan } from './buckets';

/** What a question itself says about time; null where it leaves an end open. */
export interface AskedRange {
  from: number | null;
  to: number | null;
}

export const askedRange = ({ plan }: Pick<Question, 'plan'>): AskedRange => ({
  from: plan.after,
  to: plan.before,
});

const DAY_MS = 86_400_000;

/**
 * The range a chart shows: the one that was asked for; where an end is open, from the oldest event
 * that matches to the present, or to the newest if a clock was ahead; a day at least, so that what
 * was recorded since a moment ago is no single bar.
 */
export function extentOf(asked: AskedRange, found: TimeSpan | null, now: number): Extent {
  const to = asked.to ?? Math.max(now, found?.to ?? now);
  return {
    from: asked.from ?? Math.min(found?.from ?? to, to - DAY_MS),
    to,
    isFromFixed: asked.from !== null,
    isToFixed: asked.to !== null,
  };
}
