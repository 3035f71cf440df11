import { exactTime, relativeTime, shortTime } from '../../../admin/src/wording/time';

const NOW = new Date('2026-03-10T12:00:00.000Z');
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);

// The separators differ between versions of the language data, the words do not.
const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ');

describe('how long ago it was', () => {
  it.each([
    [0, 'now'],
    [59, '59 seconds ago'],
    [60, '1 minute ago'],
    [3599, '59 minutes ago'],
    [3600, '1 hour ago'],
    [26 * 3600, 'yesterday'],
    [6 * 24 * 3600, '6 days ago'],
    [7 * 24 * 3600, 'last week'],
    [59 * 24 * 3600, 'last month'],
    [800 * 24 * 3600, '2 years ago'],
  ])('after %d seconds: %s', (seconds, words) => {
    expect(relativeTime('en', ago(seconds), NOW)).toBe(words);
  });

  it('speaks the language of the reader', () => {
    expect(relativeTime('de', ago(120), NOW)).toBe('vor 2 Minuten');
  });
});

describe('the time on the clock', () => {
  const date = new Date('2026-03-10T23:30:15.042Z');

  it('is that of the zone, which may be another day', () => {
    expect(plain(shortTime('en', date, 'Asia/Tokyo'))).toBe('Mar 11, 2026, 8:30 AM');
  });

  it('is exact to the millisecond and names its zone', () => {
    expect(plain(exactTime('de', date, 'Europe/Berlin'))).toMatch(
      /^11\. März 2026 um 00:30:15,042.* MEZ$/
    );
  });
});
