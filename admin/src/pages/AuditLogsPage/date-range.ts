const MINUTE = 60_000;

const atMidnight = (date: Date): boolean => date.getHours() === 0 && date.getMinutes() === 0;

/** The first instant of the minute that was picked. */
export const startOfMinute = (picked: Date): Date =>
  new Date(Math.floor(picked.getTime() / MINUTE) * MINUTE);

/** The last instant of the minute that was picked: "until 14:05" includes what happened at 14:05:30. */
export const endOfMinute = (picked: Date): Date =>
  new Date(startOfMinute(picked).getTime() + MINUTE - 1);

/**
 * The end of a range after a pick. A day picked without a time means that whole day, in the
 * reader's zone; the picker reports it as that day's midnight.
 */
export function rangeEnd(picked: Date, previous: Date | null): Date {
  if (previous === null && atMidnight(picked)) {
    return new Date(picked.getFullYear(), picked.getMonth(), picked.getDate(), 23, 59, 59, 999);
  }
  return endOfMinute(picked);
}
