import fc from 'fast-check';
import {
  freshGaps,
  GAP_LIFETIME_MS,
  MAX_GAPS,
  type Gap,
} from '../../../../server/src/follow/rollup/gaps';
import { gapsBetween, withoutKeys } from '../../../../server/src/journal/gaps';

const gap = (from: number, to: number, since = 0): Gap => ({ from, to, since });

describe('gaps', () => {
  it('are the keys that are missing behind a cursor', () => {
    expect(gapsBetween(4, [5, 6, 9, 11], { since: 7 })).toEqual([gap(7, 8, 7), gap(10, 10, 7)]);
    expect(gapsBetween(4, [], {})).toEqual([]);
  });

  it('close where a key has come, and keep their age where one has not', () => {
    expect(withoutKeys([gap(3, 3), gap(6, 9, 5)], [3, 7])).toEqual([gap(6, 6, 5), gap(8, 9, 5)]);
  });

  it('are given up after their time, and the oldest where they are too many', () => {
    const old = gap(1, 1, 0);
    const young = gap(3, 3, 1);
    expect(freshGaps([old, young], GAP_LIFETIME_MS)).toEqual([young]);
    const many = Array.from({ length: MAX_GAPS + 1 }, (_, n) => gap(2 * n, 2 * n));
    expect(freshGaps(many, 0)).toEqual(many.slice(1));
  });

  it('hold each key that is missing exactly once, in whatever order they come', () => {
    const property = fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1 }),
      fc.infiniteStream(fc.boolean()),
      (keys, comesLate) => {
        const sorted = [...keys].sort((a, b) => a - b);
        const [late, early] = [[] as number[], [] as number[]];
        for (const key of sorted) (comesLate.next().value ? late : early).push(key);
        const last = early.at(-1) ?? 0;
        const left = withoutKeys(
          gapsBetween(0, early, {}),
          late.filter((key) => key < last)
        );
        const missing = left.flatMap(({ from, to }) =>
          Array.from({ length: to - from + 1 }, (_, n) => from + n)
        );
        const expected = Array.from({ length: last }, (_, n) => n + 1).filter(
          (key) => !keys.includes(key)
        );
        expect(missing).toEqual(expected);
      }
    );
    fc.assert(property);
  });
});
