import type { Question } from '../matching';
import type { Extent, TimeSpan } from './buckets';

/** What a question itself says about time; null where it leaves an end open. */
export interface AskedRange {
  from: number | null;
  to: number | null;
}

const latest = (instants: number[]) => (instants.length > 0 ? Math.max(...instants) : null);
const earliest = (instants: number[]) => (instants.length > 0 ? Math.min(...instants) : null);

/** The range of time that a search and filters name together. */
export function askedRange({
  plan,
  conditions,
}: Pick<Question, 'plan' | 'conditions'>): AskedRange {
  const valuesOf = (operator: string) =>
    conditions
      .filter((one) => one.field === 'occurredAt' && one.operator === operator)
      .map(({ values }) => Number(values[0]));
  return {
    from: latest([...valuesOf('$gte'), ...(plan.after === null ? [] : [plan.after])]),
    to: earliest([
      ...valuesOf('$lte').map((instant) => instant + 1),
      ...(plan.before === null ? [] : [plan.before]),
    ]),
  };
}

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
