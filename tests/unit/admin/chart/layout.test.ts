import type { HistogramBucket } from '../../../../server/src/contracts';
import { barAt, layOut } from '../../../../admin/src/pages/AuditLogsPage/chart/layout';

const HOUR = 3_600_000;
const BEGIN = Date.UTC(2025, 5, 1);

/** Buckets of so many hours, one after another. */
function bucketsOf(...parts: [hours: number, count: number, failures: number][]) {
  let from = BEGIN;
  return parts.map(([hours, count, failures]): HistogramBucket => {
    const bucket = { from, to: from + hours * HOUR };
    from = bucket.to;
    const [begin, end] = [bucket.from, bucket.to].map((at) => new Date(at).toISOString());
    return { from: begin!, to: end!, count, failures, isExact: true };
  });
}

describe('the layout of the chart', () => {
  it('gives each bar the width of its time', () => {
    const { bars } = layOut(bucketsOf([24, 1, 0], [23, 1, 0], [1, 1, 0]), 5);
    expect(bars.map(({ x, width }) => [x, width].map((n) => Math.round(n * 48) / 100))).toEqual([
      ...[
        [0, 24],
        [24, 23],
        [47, 1],
      ],
    ]);
  });

  it('draws failures on top of what went well, together the number of events', () => {
    const { bars } = layOut(bucketsOf([1, 100, 0], [1, 50, 20], [1, 0, 0]), 5);
    expect(bars.map(({ successes, failures }) => [successes, failures])).toEqual([
      ...[
        [100, 0],
        [30, 20],
        [0, 0],
      ],
    ]);
  });

  it('keeps a single failure, and a single success beside failures, in sight', () => {
    const { bars } = layOut(bucketsOf([1, 1_000, 1], [1, 1_000, 999], [1, 1, 0]), 5);
    for (const { successes, failures } of bars.slice(0, 2)) {
      expect(Math.min(successes, failures)).toBeGreaterThanOrEqual(4);
      expect(successes + failures).toBeCloseTo(100);
    }
    expect(bars[2]!.successes).toBe(4);
  });

  it('counts in whole events', () => {
    expect(layOut(bucketsOf([1, 1, 0]), 5).counts.map(({ value }) => value)).toEqual([1]);
    expect(layOut(bucketsOf([1, 90, 0]), 5).counts.map(({ value }) => value)).toEqual([50, 100]);
    expect(layOut(bucketsOf([1, 0, 0]), 5).counts.map(({ value }) => value)).toEqual([1]);
  });

  it('labels round times that stand clear of the edges and no two the same', () => {
    const { times } = layOut(bucketsOf([24, 1, 0], [24, 1, 0], [24, 1, 0]), 6);
    expect(times.map(({ value }) => (value.getTime() - BEGIN) / HOUR)).toEqual([
      ...[12, 24, 36, 48, 60],
    ]);
    expect(layOut(bucketsOf([1 / 60, 1, 0]), 8).times).toEqual([]);
  });

  it('is empty without buckets', () => {
    expect(layOut([], 5)).toEqual({ bars: [], times: [], counts: [] });
  });

  it('finds the bar at a place, the nearest beyond the ends', () => {
    const { bars } = layOut(bucketsOf([1, 1, 0], [1, 1, 0], [2, 1, 0]), 5);
    expect([-9, 0, 24, 26, 51, 99, 120].map((x) => barAt(bars, x))).toEqual([0, 0, 0, 1, 2, 2, 2]);
  });
});
