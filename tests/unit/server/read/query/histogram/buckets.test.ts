import fc from 'fast-check';
import { INTERVALS, MAX_BUCKETS } from '../../../../../../server/src/contracts';
import { divide } from '../../../../../../server/src/read/query/histogram/buckets';
import { gridOf } from '../../../../../../server/src/read/query/histogram/zone';

const HOUR = 3_600_000;

const between = (from: string, to: string, timeZone: string) => {
  const extent = { from: Date.parse(from), to: Date.parse(to) };
  const { interval, spans } = divide({ ...extent, isFromFixed: true, isToFixed: true }, timeZone);
  const hours = spans.map((span) => (span.to - span.from) / HOUR);
  const begins = spans.map((span) => new Date(span.from).toISOString());
  return { interval, hours, begins };
};

describe('the interval of the chart', () => {
  it.each([
    ['2025-06-01T10:00Z', '2025-06-01T11:40Z', 'minute', 100],
    ['2025-06-01T10:00Z', '2025-06-01T12:00Z', 'five-minutes', 24],
    ['2025-06-01T00:00Z', '2025-06-02T00:00Z', 'quarter-hour', 96],
    ['2025-06-01T00:00Z', '2025-06-04T00:00Z', 'hour', 72],
    ['2025-06-01T00:00Z', '2025-06-08T00:00Z', 'three-hours', 56],
    ['2025-06-01T00:00Z', '2025-07-01T00:00Z', 'day', 30],
    ['2025-01-01T00:00Z', '2026-01-01T00:00Z', 'week', 53],
    ['2020-01-01T00:00Z', '2026-01-01T00:00Z', 'month', 72],
    ['1990-01-01T00:00Z', '2026-01-01T00:00Z', 'year', 36],
    ['1700-01-01T00:00Z', '2026-01-01T00:00Z', 'decade', 33],
    ['0000-01-01T00:00Z', '2026-01-01T00:00Z', 'century', 21],
  ])(
    'from %s to %s is the shortest that gives at most a hundred: %s',
    (from, to, interval, count) => {
      const found = between(from, to, 'UTC');
      expect([found.interval, found.begins.length]).toEqual([interval, count]);
    }
  );
});

describe('the buckets of a day on which clocks change', () => {
  it('are days of 23 and of 25 hours, from midnight to midnight', () => {
    const spring = between('2025-03-20T23:00Z', '2025-04-09T22:00Z', 'Europe/Berlin');
    expect(spring.interval).toBe('day');
    expect(spring.hours.filter((length) => length !== 24)).toEqual([23]);
    expect(spring.begins.slice(9, 11)).toEqual([
      '2025-03-29T23:00:00.000Z',
      '2025-03-30T22:00:00.000Z',
    ]);
    const autumn = between('2025-10-15T22:00Z', '2025-11-04T23:00Z', 'Europe/Berlin');
    expect(autumn.hours.filter((length) => length !== 24)).toEqual([25]);
  });

  it('are hours that are all one hour long, the repeated one twice', () => {
    const { interval, hours } = between('2025-10-25T22:00Z', '2025-10-27T23:00Z', 'Europe/Berlin');
    expect(interval).toBe('hour');
    expect(hours).toEqual(Array(49).fill(1));
  });

  it('are three hours on the clock, two or four in fact', () => {
    const spring = between('2025-03-27T23:00Z', '2025-04-03T22:00Z', 'Europe/Berlin');
    expect(spring.interval).toBe('three-hours');
    expect(spring.hours.filter((length) => length !== 3)).toEqual([2]);
    const autumn = between('2025-10-23T22:00Z', '2025-10-30T23:00Z', 'Europe/Berlin');
    expect(autumn.hours.filter((length) => length !== 3)).toEqual([4]);
  });

  it('begin with the jump where there is no midnight', () => {
    const { begins } = between('2018-10-25T03:00Z', '2018-11-12T02:00Z', 'America/Sao_Paulo');
    expect(begins).toContain('2018-11-04T03:00:00.000Z');
  });

  it('leave out a day that a zone left out', () => {
    const { begins, hours } = between('2011-12-20T10:00Z', '2012-01-09T10:00Z', 'Pacific/Apia');
    expect(begins.filter((begin) => /2011-12-(29|30|31)/.test(begin))).toEqual([
      '2011-12-29T10:00:00.000Z',
      '2011-12-30T10:00:00.000Z',
      '2011-12-31T10:00:00.000Z',
    ]);
    expect(new Set(hours)).toEqual(new Set([24]));
  });
});

describe('the buckets of a zone that is half an hour off', () => {
  it('begin with its own hours and days', () => {
    const { begins } = between('2025-06-01T00:00Z', '2025-06-03T00:00Z', 'Asia/Kolkata');
    expect(begins.slice(1, 3)).toEqual(['2025-06-01T00:30:00.000Z', '2025-06-01T01:30:00.000Z']);
    const days = between('2025-06-01T00:00Z', '2025-07-03T00:00Z', 'Asia/Kolkata');
    expect(days.begins[1]).toBe('2025-06-01T18:30:00.000Z');
  });
});

describe('weeks', () => {
  it('begin on Monday', () => {
    const { interval, begins } = between('2025-01-01T00:00Z', '2025-12-31T00:00Z', 'UTC');
    expect(interval).toBe('week');
    expect(new Set(begins.slice(1).map((begin) => new Date(begin).getUTCDay()))).toEqual(
      new Set([1])
    );
  });
});

describe('an end that nothing fixes', () => {
  it('belongs to a whole bucket', () => {
    const from = Date.parse('2025-06-01T15:00Z');
    const to = Date.parse('2025-06-20T15:00Z');
    const { spans } = divide({ from, to, isFromFixed: false, isToFixed: false }, 'UTC');
    expect(spans[0]!.from).toBe(Date.parse('2025-06-01T00:00Z'));
    expect(spans.at(-1)!.to).toBe(Date.parse('2025-06-21T00:00Z'));
  });
});

describe('a range that ends before it begins', () => {
  it('has no buckets', () => {
    const extent = { from: 5, to: 5, isFromFixed: true, isToFixed: true };
    expect(divide(extent, 'UTC').spans).toEqual([]);
    expect(divide({ ...extent, from: 9 }, 'UTC').spans).toEqual([]);
  });
});

const ZONES = [
  ...['UTC', 'Europe/Berlin', 'America/New_York', 'America/Sao_Paulo', 'America/Havana'],
  ...['Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Monrovia'],
  ...['Asia/Tehran', 'America/St_Johns', 'Pacific/Kwajalein', 'Europe/Dublin', 'Asia/Gaza'],
];
const zone = fc.constantFrom(...ZONES);
const instant = fc.integer({ min: Date.UTC(1890, 0, 1), max: Date.UTC(2090, 0, 1) });

describe('whatever the range and the zone', () => {
  it('the buckets tile it without gap or overlap, and are at most a hundred', () => {
    const length = fc.oneof(
      fc.integer({ min: 1, max: 10 * 24 * HOUR }),
      fc.integer({ min: 1, max: 400 * 24 * HOUR }),
      fc.integer({ min: 1, max: 200 * 365 * 24 * HOUR })
    );
    const property = fc.property(
      ...([instant, length, zone, fc.boolean(), fc.boolean()] as const),
      (from, longs, timeZone, isFromFixed, isToFixed) => {
        const to = from + longs;
        const { spans } = divide({ from, to, isFromFixed, isToFixed }, timeZone);
        expect(spans.length).toBeGreaterThan(0);
        expect(spans.length).toBeLessThanOrEqual(MAX_BUCKETS);
        const [first, last] = [spans[0]!.from, spans.at(-1)!.to];
        expect(isFromFixed ? first === from : first <= from).toBe(true);
        expect(isToFixed ? last === to : last >= to).toBe(true);
        expect(spans.every((span) => span.from < span.to)).toBe(true);
        expect(spans.slice(1).map((span) => span.from)).toEqual(
          spans.slice(0, -1).map((span) => span.to)
        );
      }
    );
    fc.assert(property, { numRuns: 300 });
  });

  it('an instant lies in the bucket that is said to hold it, and its edges are its own', () => {
    const property = fc.property(
      ...([instant, zone, fc.constantFrom(...INTERVALS)] as const),
      (at, timeZone, interval) => {
        const grid = gridOf(interval, timeZone);
        const from = grid.floor(at);
        const to = grid.next(from);
        expect([from <= at, at < to]).toEqual([true, true]);
        expect(grid.floor(from)).toBe(from);
        expect(grid.floor(to - 1)).toBe(from);
      }
    );
    fc.assert(property, { numRuns: 1_500 });
  });
});

describe('the buckets of any range that a clock can name', () => {
  /** Everything a Date can hold, and above all its edges and those of the calendar. */
  const anyInstant = fc.oneof(
    fc.integer({ min: -8.64e15, max: 8.64e15 }),
    fc
      .constantFrom(
        ...['0000-01-01', '0001-12-31', '1582-10-15', '1970-01-01', '9799-12-31', '9800-01-01'],
        ...['9899-12-31', '9900-01-01', '9998-12-31', '9999-01-01', '9999-12-31']
      )
      .map((day) => Date.parse(day)),
    fc.constantFrom(-8.64e15, 8.64e15)
  );
  const anyZone = fc.constantFrom('UTC', ...Intl.supportedValuesOf('timeZone'));

  it('are found, at most a hundred, and follow each other', () => {
    const property = fc.property(
      ...([anyInstant, anyInstant, anyZone, fc.boolean(), fc.boolean()] as const),
      (from, to, timeZone, isFromFixed, isToFixed) => {
        const { spans } = divide({ from, to, isFromFixed, isToFixed }, timeZone);
        expect(spans.length).toBeLessThanOrEqual(MAX_BUCKETS);
        spans.forEach((span, index) => {
          expect(span.to).toBeGreaterThan(span.from);
          if (index > 0) expect(span.from).toBe(spans[index - 1]!.to);
        });
      }
    );
    fc.assert(property, { numRuns: 1_500 });
  });
});
