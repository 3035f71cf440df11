import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withExample, withTables } from '../../../docs/tables';

const read = (file: string) => readFileSync(join(__dirname, '../../..', file), 'utf8');
const readme = read('README.md');

/** A formatter may pad the cells. */
const unpadded = (text: string) => text.replace(/ *-{3,} */g, '---').replace(/ +/g, ' ');

it('shows the events and options that the code has (npm run docs writes them)', () => {
  expect(unpadded(readme)).toBe(unpadded(withTables(readme)));
});

it('shows in its guide the example that is compiled and run', () => {
  const guide = read('docs/recording-your-own-events.md');
  expect(guide).toBe(withExample(guide, read('docs/examples/syndication.ts')));
});

it('says so when a marker is missing', () => {
  expect(() => withTables('# No tables here')).toThrow('README.md lacks the marker');
});
