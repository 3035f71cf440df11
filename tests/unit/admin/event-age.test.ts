import { UUID } from 'uuidv7';

import { isPastRetention, timeOfEventId } from '../../../admin/src/wording/event-age';

const NOW = new Date('2026-06-01T00:00:00.000Z');
const idOf = (date: string) => UUID.fromFieldsV7(new Date(date).getTime(), 1, 2, 3).toString();

describe('the id of an event', () => {
  it('tells when the event happened', () => {
    expect(timeOfEventId(idOf('2026-01-02T03:04:05.678Z'))).toEqual(
      new Date('2026-01-02T03:04:05.678Z')
    );
  });

  it.each(['', 'abc', 'f47ac10b-58cc-4372-a567-0e02b2c3d479'])(
    'does not where it is "%s"',
    (id) => {
      expect(timeOfEventId(id)).toBeNull();
    }
  );

  it.each([
    ['2026-02-01T00:00:00Z', 90, true],
    ['2026-05-01T00:00:00Z', 90, false],
    ['2020-01-01T00:00:00Z', 0, false],
  ])('of %s is past a retention of %d days: %s', (date, days, isPast) => {
    expect(isPastRetention(idOf(date), days, NOW)).toBe(isPast);
  });
});
