import fc from 'fast-check';

import { parseSearch, printSearch, tokensOf } from '../../../../../server/src/contracts';
import { searches } from './generated';

const inAddress = (text: string): string =>
  new URLSearchParams(new URLSearchParams({ q: text }).toString()).get('q')!;

describe('a question', () => {
  it('is the same after text, chips, address and text again', () => {
    fc.assert(
      fc.property(searches, (search) => {
        const text = printSearch(search);
        const chips = parseSearch(text);
        expect(chips).toEqual({ search, problems: [] });
        const read = parseSearch(inAddress(printSearch(chips.search)));
        expect(read.search).toEqual(search);
        expect(printSearch(read.search)).toBe(text);
      }),
      { numRuns: 500 }
    );
  });

  it('means the same once it is written as the page writes it, however it was typed', () => {
    const pieces = [
      'actor:',
      '-',
      '"',
      ' ',
      'ip:10.0.0.1',
      'a',
      ':',
      '\\',
      'action:entry.*',
      '\u00a0',
    ];
    const typed = fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.string()))
      .map((t) => t.join(''));
    fc.assert(
      fc.property(typed, (text) => {
        const { search, problems } = parseSearch(text);
        if (problems.length > 0) return;
        expect(parseSearch(printSearch(search))).toEqual({ search, problems: [] });
      }),
      { numRuns: 500 }
    );
  });

  it('loses no character between its parts but spaces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const words = tokensOf(text).map(({ word }) => word);
        expect(words.join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
      })
    );
  });
});
