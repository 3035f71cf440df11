import type { Interval } from '../../../../../server/src/contracts';

interface Span {
  from: string;
  to: string;
}

const isMidnight = (date: Date): boolean =>
  date.getHours() === 0 && date.getMinutes() === 0 && date.getSeconds() === 0;

/**
 * From when until when, exactly: in whole days where both ends are midnights, else to the minute and
 * with the zone. `timeZone` is the reader's own.
 */
export function rangeText(locale: string, { from, to }: Span): string {
  const [begin, end] = [new Date(from), new Date(to)];
  if (isMidnight(begin) && isMidnight(end)) {
    const lastDay = new Date(end.getTime() - 1);
    return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).formatRange(begin, lastDay);
  }
  return new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).formatRange(begin, end);
}

const LONG: Partial<Record<Interval, Intl.DateTimeFormatOptions>> = {
  month: { month: 'short', year: 'numeric' },
  year: { year: 'numeric' },
  decade: { year: 'numeric' },
  century: { year: 'numeric' },
};
const DAY: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric' };
const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };

/** What stands below the axis: the time within a day, the day where one begins. */
export function tickText(locale: string, date: Date, interval: Interval): string {
  const options = LONG[interval] ?? (isMidnight(date) ? DAY : TIME);
  return new Intl.DateTimeFormat(locale, options).format(date);
}
