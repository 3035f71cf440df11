/** A point in time as it is written: some are resolved only when the query runs. */
export type WrittenTime =
  | { kind: 'today' }
  | { kind: 'ago'; amount: number; unit: TimeUnit }
  | { kind: 'day'; year: number; month: number; day: number }
  | { kind: 'instant'; instant: number };

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
export type TimeUnit = keyof typeof UNITS;

const AGO = /^(\d{1,5})([mhdw])$/;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
// A time without a zone would mean another instant for every reader of the same link.
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** `Date.UTC` takes the years 0 to 99 for those of the last century. */
const midnightUtc = (year: number, month: number, day: number): number =>
  new Date(0).setUTCFullYear(year, month - 1, day);

const isDay = (year: number, month: number, day: number): boolean => {
  const date = new Date(midnightUtc(year, month, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

/** Reads `today`, `7d`, `2026-01-31` or `2026-01-31T09:00:00Z`; null for anything else. */
export function parseTime(text: string): WrittenTime | null {
  if (text === 'today') return { kind: 'today' };
  const ago = AGO.exec(text);
  if (ago) return { kind: 'ago', amount: Number(ago[1]), unit: ago[2] as TimeUnit };
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  if (DAY.test(text)) return isDay(year, month, day) ? { kind: 'day', year, month, day } : null;
  if (!INSTANT.test(text) || !isDay(year, month, day)) return null;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? null : { kind: 'instant', instant };
}

/** How far the clock of a zone is ahead of UTC at an instant, in milliseconds. */
function offsetOf(timeZone: string, instant: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const shown =
    midnightUtc(read('year'), read('month'), read('day')) +
    ((read('hour') * 60 + read('minute')) * 60 + read('second')) * 1000;
  return shown - Math.floor(instant / 1000) * 1000;
}

/** The first instant of a day in a zone. */
function startOfDay(year: number, month: number, day: number, timeZone: string): number {
  const midnight = midnightUtc(year, month, day);
  const guess = midnight - offsetOf(timeZone, midnight);
  const start = midnight - offsetOf(timeZone, guess);
  // If clocks jump at midnight, the day has none; it begins with the jump.
  return start + offsetOf(timeZone, start) < midnight ? guess : start;
}

/** The instant that is meant, for a reader in `timeZone` (IANA name) at `now`. */
export function resolveTime(time: WrittenTime, now: number, timeZone: string): number {
  switch (time.kind) {
    case 'instant':
      return time.instant;
    case 'ago':
      return now - time.amount * UNITS[time.unit];
    case 'day':
      return startOfDay(time.year, time.month, time.day, timeZone);
    case 'today': {
      const local = new Date(now + offsetOf(timeZone, now));
      const [year, month] = [local.getUTCFullYear(), local.getUTCMonth() + 1];
      return startOfDay(year, month, local.getUTCDate(), timeZone);
    }
  }
}

/** Whether this runtime knows the zone. */
export function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en-US', { timeZone: name }));
  } catch {
    return false;
  }
}
