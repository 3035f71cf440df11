import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GUIDES, withExample, withTables } from '../../../docs/tables';

const read = (file: string) => readFileSync(join(__dirname, '../../..', file), 'utf8');
const readme = read('README.md');

/** A formatter may pad the cells. */
const unpadded = (text: string) => text.replace(/ *-{3,} */g, '---').replace(/ +/g, ' ');

it('shows the events and options that the code has (npm run docs writes them)', () => {
  expect(unpadded(readme)).toBe(unpadded(withTables(readme)));
});

it.each(Object.keys(GUIDES) as (keyof typeof GUIDES)[])(
  'shows in %s the example that is run',
  (guide) => {
    const text = read(`docs/${guide}`);
    expect(text).toBe(withExample(guide, text, read(`docs/examples/${GUIDES[guide]}`)));
  }
);

it('says so when a marker is missing', () => {
  expect(() => withTables('# No tables here')).toThrow('README.md lacks the marker');
});
