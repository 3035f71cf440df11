import {
  fromAbsolute,
  startOfMonth,
  startOfWeek,
  startOfYear,
  toCalendarDate,
  toZoned,
  type CalendarDate,
} from '@internationalized/date';
import type { Interval } from '../../../contracts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Where buckets of one kind begin in one zone. Instants are epoch milliseconds. */
export interface Grid {
  /** The approximate length of a bucket. */
  length: number;
  /** The start of the bucket that contains an instant. */
  floor(instant: number): number;
  /** The next bucket start after this one. */
  next(edge: number): number;
}

/** Weeks begin on Monday (ISO 8601): the server does not know the reader's country. */
const MONDAY_FIRST = 'de-DE';

const yearsFrom = (years: number) => (date: CalendarDate) =>
  startOfYear(date).set({ year: Math.max(1, Math.floor(date.year / years) * years) });

/** Buckets of a fixed number of minutes on the zone's clock. */
const clockGrid =
  (length: number) =>
  (timeZone: string): Grid => {
    const offsetOf = (instant: number) => fromAbsolute(instant, timeZone).offset;
    const floorWith = (offset: number, instant: number) =>
      Math.floor((instant + offset) / length) * length - offset;
    return {
      length,
      floor(instant) {
        const offset = offsetOf(instant);
        const edge = floorWith(offset, instant);
        if (offsetOf(edge) === offset) return edge;
        // The clock changed within the bucket: the bucket began by the old clock.
        let begin = floorWith(offsetOf(edge), edge);
        for (let next = this.next(begin); next <= instant; next = this.next(begin)) begin = next;
        return begin;
      },
      next(edge) {
        const before = offsetOf(edge);
        const planned = floorWith(before, edge) + length;
        const after = offsetOf(planned);
        if (after === before) return planned;
        // The clock changed on the way: the next bucket begins by the new clock.
        const earlier = floorWith(after, planned);
        if (earlier > edge && offsetOf(earlier) === after) return earlier;
        return earlier === planned ? planned : earlier + length;
      },
    };
  };

/** One is enough except where a day was skipped. */
const MAX_STEPS = 4;

/**
 * Buckets that begin at the first instant of days, some of which are shorter or longer than 24
 * hours.
 */
const calendarGrid =
  (
    length: number,
    floorDate: (date: CalendarDate) => CalendarDate,
    step: { days: number } | { months: number } | { years: number }
  ) =>
  (timeZone: string): Grid => {
    const dateOf = (instant: number) => toCalendarDate(fromAbsolute(instant, timeZone));
    const startOf = (date: CalendarDate) => toZoned(date, timeZone).toDate().getTime();
    return {
      length,
      floor: (instant) => startOf(floorDate(dateOf(instant))),
      next(edge) {
        let date = floorDate(dateOf(edge));
        // A zone that crossed the date line skipped a day, which starts together with the next one.
        for (let left = MAX_STEPS; left > 0; left -= 1) {
          date = floorDate(date.add(step));
          if (startOf(date) > edge) return startOf(date);
        }
        throw new Error(`[audit-trail] histogram: no bucket begins after ${edge} in ${timeZone}.`);
      },
    };
  };

const GRIDS = {
  minute: clockGrid(MINUTE),
  'five-minutes': clockGrid(5 * MINUTE),
  'quarter-hour': clockGrid(15 * MINUTE),
  hour: clockGrid(HOUR),
  'three-hours': clockGrid(3 * HOUR),
  day: calendarGrid(DAY, (date) => date, { days: 1 }),
  week: calendarGrid(7 * DAY, (date) => startOfWeek(date, MONDAY_FIRST), { days: 7 }),
  month: calendarGrid(30 * DAY, startOfMonth, { months: 1 }),
  year: calendarGrid(365 * DAY, startOfYear, { years: 1 }),
  decade: calendarGrid(3_652 * DAY, yearsFrom(10), { years: 10 }),
  century: calendarGrid(36_524 * DAY, yearsFrom(100), { years: 100 }),
} satisfies Record<Interval, (timeZone: string) => Grid>;

export const gridOf = (interval: Interval, timeZone: string): Grid => GRIDS[interval](timeZone);
