import { formatBytes, formatEstimate } from '../../../admin/src/wording/amount';

describe('an amount for people', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_000, '1 kB'],
    [38_412_345, '38.4 MB'],
    [1_200_000_000, '1.2 GB'],
    [5e15, '5,000 TB'],
  ])('of %d bytes is %s', (bytes, text) => {
    expect(formatBytes('en', bytes)).toBe(text);
  });

  it('is written as the reader writes numbers', () => {
    expect(formatBytes('de', 1_234_000)).toBe('1,23 MB');
  });

  it('shows by its roundness that it is an estimate', () => {
    expect(formatEstimate('en', 25_417)).toBe('25,000');
  });
});
