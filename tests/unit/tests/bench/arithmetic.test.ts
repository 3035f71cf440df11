import { median, pairedRatios, quantile, spreadOf } from '../../../bench/arithmetic';

describe('the median', () => {
  it.each([
    [[3], 3],
    [[5, 1, 3], 3],
    [[4, 1, 3, 2], 2.5],
    [[10, 9, 100, 8, 7], 9],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('of nothing is no number', () => {
    expect(median([])).toBeNaN();
  });

  it('leaves the order of the values as it was', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('a quantile', () => {
  const hundred = Array.from({ length: 101 }, (_, index) => 100 - index);

  it.each([
    [0, 0],
    [0.5, 50],
    [0.99, 99],
    [1, 100],
  ])('at %d of 0 to 100 is %d', (share, expected) => {
    expect(quantile(hundred, share)).toBe(expected);
  });

  it('lies between two neighbours in proportion', () => {
    expect(quantile([10, 20], 0.25)).toBe(12.5);
  });
});

describe('a spread', () => {
  it('is the median between the smallest and the largest', () => {
    expect(spreadOf([1.2, 0.9, 1.0])).toEqual({ median: 1.0, min: 0.9, max: 1.2 });
  });

  it('of nothing is refused', () => {
    expect(() => spreadOf([])).toThrow('There is no spread of no values.');
  });
});

describe('paired ratios', () => {
  it('compare what ran in the same alternation, in whatever order it came', () => {
    const values = new Map([
      [0, 30],
      [1, 22],
    ]);
    const bases = new Map([
      [1, 20],
      [0, 10],
    ]);
    expect(pairedRatios(values, bases)).toEqual([3, 1.1]);
  });

  it('refuse a value whose alternation has no base', () => {
    expect(() => pairedRatios(new Map([[2, 1]]), new Map([[1, 1]]))).toThrow(
      'Alternation 2 has no base.'
    );
  });
});
