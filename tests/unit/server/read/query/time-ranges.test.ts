import { timeRangesOf } from '../../../../../server/src/read/query/time-ranges';

const HOUR = 3_600_000;

describe('timeRangesOf', () => {
  it.each([
    ['no times', [], []],
    ['one time', [5], [{ from: 5, to: 6 }]],
    ['neighbours in any order', [HOUR, 0, 7], [{ from: 0, to: HOUR + 1 }]],
    [
      'one event of a wrong clock',
      [500 * HOUR, 3, 1, 2],
      [
        { from: 1, to: 4 },
        { from: 500 * HOUR, to: 500 * HOUR + 1 },
      ],
    ],
  ])('%s', (_name, times, ranges) => {
    expect(timeRangesOf(times)).toEqual(ranges);
  });

  it('leaves out the longest gaps, and no time, however many there are', () => {
    const times = Array.from({ length: 12 }, (_, at) => at * at * 2 * HOUR);
    const ranges = timeRangesOf(times);
    expect(ranges.map(({ from }) => from / HOUR)).toEqual([0, 162, 200, 242]);
    for (const time of times) {
      expect(ranges.filter(({ from, to }) => from <= time && time < to)).toHaveLength(1);
    }
  });
});
