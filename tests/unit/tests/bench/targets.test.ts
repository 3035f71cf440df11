import { isMet } from '../../../bench/targets';

describe('a target', () => {
  const most = { name: 'ratio', atMost: 1.05 };
  const least = { name: 'rate', atLeast: 10_000 };

  it.each([
    [most, 1.05, true],
    [most, 1.051, false],
    [least, 10_000, true],
    [least, 9_999, false],
    [most, NaN, false],
    [least, NaN, false],
  ])('%j is met by %d: %s', (target, value, expected) => {
    expect(isMet({ target, of: '', value })).toBe(expected);
  });
});
