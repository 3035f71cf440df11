import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import {
  jsonWithoutFormulas,
  withoutFormulas,
} from '../../../../../server/src/read/export/formulas';

/** A formula as programs for tables see one, white space and quotes left out. */
const FORMULA = /^[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20]/;
const STARTS = ['=', '+', '-', '@', '\uff1d', '\uff0b', '\uff0d', '\uff20'];
const pieces = fc.constantFrom(
  ...[...STARTS, ';', ',', '\t', '\n', '\r', '\r\n', ' ', '"', "'", 'a', '1', '(', '|', '\u00a0']
);
const text = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''));

/** The cells that a program sees which splits at the separator, however the file was meant. */
const cellsOf = (file: string, delimiter: string): string[] =>
  file
    .split(/\r\n|\r|\n/)
    .flatMap((line) =>
      (
        parse(line, {
          delimiter,
          relax_quotes: true,
          relax_column_count: true,
          quote: null,
        }) as string[][]
      ).flat()
    );

describe('a text in a CSV file', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['\n=1+1', "'\n'=1+1"],
    [' \t@SUM(A1)', "' \t'@SUM(A1)"],
    ['x;=1+1', "x;'=1+1"],
    ['x\r\n-1', "x\r\n'-1"],
    ['\uff1d1', "'\uff1d1"],
    ['a-b; c = d', 'a-b; c = d'],
    ['2026-11-26', '2026-11-26'],
  ])('%j is written as %j', (given, written) => {
    expect(withoutFormulas(given)).toBe(written);
  });

  it('begins no formula, at whatever its reader splits', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (texts) => {
        const file = stringify([texts.map(withoutFormulas)], {
          record_delimiter: 'windows',
          quote_record_delimiter: true,
        });
        const rows = parse(file, { relax_column_count: true }) as string[][];
        for (const cell of rows.flat())
          expect(cell).not.toMatch(/^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/);
        for (const delimiter of [';', '\t']) {
          for (const cell of cellsOf(file, delimiter)) {
            // The first cell of a line is ours, quoted by the file itself.
            expect(cell.replace(/^"/, '')).not.toMatch(FORMULA);
          }
        }
      }),
      { numRuns: 2_000 }
    );
  });

  it('of JSON stays the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), text, (value, key) => {
        const json = JSON.stringify({ [key]: value, a: `;${key}` });
        expect(JSON.parse(jsonWithoutFormulas(json))).toEqual(JSON.parse(json));
        expect(jsonWithoutFormulas(json)).not.toMatch(/;[\s"]*[=+\-@]/);
      })
    );
  });
});
