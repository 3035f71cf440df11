import {
  BEGINNING,
  formatPlace,
  parsePlace,
} from '../../../../../../server/src/read/query/feed/place';

const gap = (from: number, to: number) => ({
  from,
  to,
  foundAt: 1_764_188_000,
  nextTransaction: 7,
});

it.each([
  BEGINNING,
  { key: 120, gaps: [] },
  { key: 120, gaps: [gap(97, 98), gap(100, 100), gap(119, 120)] },
])('reads what it has written: %j', (place) => {
  expect(parsePlace(formatPlace(place))).toEqual(place);
});

it.each([
  ['a gap behind its key', { key: 120, gaps: [gap(97, 121)] }],
  ['gaps in another order', { key: 120, gaps: [gap(100, 101), gap(97, 98)] }],
  ['gaps that overlap', { key: 120, gaps: [gap(97, 100), gap(100, 101)] }],
  ['a gap that ends before it begins', { key: 120, gaps: [gap(98, 97)] }],
])('refuses %s', (_, place) => {
  expect(() => parsePlace(formatPlace(place))).toThrow(/after must be pagination\.after/);
});
