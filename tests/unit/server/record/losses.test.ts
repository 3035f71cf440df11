import { createLosses } from '../../../../server/src/record/losses';

/** What is logged of an error that took an event with it. */
function loggedOf(error: unknown): string {
  const lines: string[] = [];
  createLosses((line) => lines.push(line)).note(error, [{ action: 'entry.update' }]);
  return lines.join('\n');
}

describe('the log line of a lost event', () => {
  it.each([
    [
      "insert into `events` (`a`) values ('tulip') - SQLITE_BUSY: database is locked",
      'SQLITE_BUSY: database is locked',
    ],
    ['with x as (select 1) select "tulip" - no such table: events', 'no such table: events'],
    ['invalid input syntax for type integer: "tulip"', 'invalid input syntax for type integer: …'],
    [
      "ER_DUP_ENTRY: Duplicate entry 'tulip' for key 'users.email'",
      'ER_DUP_ENTRY: Duplicate entry … for key …',
    ],
    [
      'password must be a `string` type, but the final value was: `tulip`.',
      'password must be a … type, but the final value was: ….',
    ],
  ])('says why and quotes no value: %s', (message, reason) => {
    expect(loggedOf(new Error(message))).toBe(
      `[audit-trail] Could not record 1 event(s) (entry.update): ${reason}`
    );
  });
});
