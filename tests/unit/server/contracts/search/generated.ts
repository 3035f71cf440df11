import fc from 'fast-check';

import type { Search, SearchTerm } from '../../../../../server/src/contracts';
import { closedValuesOf, SEARCH_KEYS } from '../../../../../server/src/contracts';

type TermOf = fc.Arbitrary<Pick<SearchTerm, 'key' | 'value'>>;

const anyLetters = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  // eslint-disable-next-line no-control-regex -- what a value may not have.
  .map((text) => text.replace(/[\u0000-\u001f\u007f]/g, ''))
  .map((text) => `${text}x`);
const awkward = fc.constantFrom(
  'spring sale',
  '"quoted"',
  '-5',
  'a:b',
  'C:\\dir',
  '  x  ',
  'ß "',
  '\\'
);
const withWord = awkward.map((text) => `${text}k`);
const word = fc.oneof(anyLetters, withWord);
const noun = fc.constantFrom('entry', 'media', 'admin.auth', 'api-token');
const octet = fc.integer({ min: 0, max: 255 });

const valueOf: Partial<Record<SearchTerm['key'], fc.Arbitrary<string>>> = {
  action: fc.oneof(
    noun.map((text) => `${text}.update`),
    noun.map((text) => `${text}.*`)
  ),
  ip: fc.oneof(
    fc.tuple(octet, octet).map(([a, b]) => `10.${a}.${b}.7`),
    fc.tuple(octet, fc.integer({ min: 0, max: 32 })).map(([a, bits]) => `${a}.0.0.0/${bits}`),
    fc.constantFrom('::1', '2001:db8::/32')
  ),
  tag: fc.tuple(noun, word).map(([key, value]) => `${key}:${value}`),
};

const termOf = (key: SearchTerm['key']): TermOf => {
  const list = closedValuesOf(key);
  const value = list ? fc.constantFrom(...list) : (valueOf[key] ?? word);
  return value.map((text) => ({ key, value: text }));
};

const keys = [...SEARCH_KEYS.filter((key) => key !== 'after' && key !== 'before'), 'text'] as const;
const anyTerm = fc.oneof(...keys.map(termOf));
const time = fc.constantFrom(
  'today',
  '7d',
  '24h',
  '30m',
  '2w',
  '2026-01-31',
  '2026-01-31T09:00:00Z'
);

const terms = (negated: boolean, max: number, min = 0) =>
  fc.array(
    anyTerm.map((term) => ({ ...term, negated })),
    { minLength: min, maxLength: max }
  );

/** Questions that are understood: whatever can be asked, at least one part of it positive. */
export const searches: fc.Arbitrary<Search> = fc
  .tuple(terms(false, 4, 1), terms(true, 3), fc.option(time), fc.nat(50))
  .map(([positive, negative, after, turn]) => {
    const all: SearchTerm[] = [...positive, ...negative];
    if (after) all.push({ key: 'after', value: after, negated: false });
    const by = turn % all.length;
    return [...all.slice(by), ...all.slice(0, by)];
  });
