const UUID_V7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-/i;
const DAY_MS = 86_400_000;

/** When the event of an id happened: a UUIDv7 begins with its time. Null for any other text. */
export function timeOfEventId(id: string): Date | null {
  const [, high, low] = UUID_V7.exec(id) ?? [];
  return high && low ? new Date(parseInt(high + low, 16)) : null;
}

/** Whether an event of that id would be older than events are kept; 0 days keeps them for ever. */
export function isPastRetention(id: string, days: number, now: Date): boolean {
  const time = timeOfEventId(id);
  return days > 0 && time !== null && time.getTime() < now.getTime() - days * DAY_MS;
}
