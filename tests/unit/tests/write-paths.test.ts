import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { topics, withWritePaths } from '../../helpers/write-path-table';
import { REQUIRED } from './required-paths';

const readme = readFileSync(join(__dirname, '../../integration/write-paths/README.md'), 'utf8');
/** Prettier pads the cells of a table. */
const unpadded = (text: string) => text.replace(/ +/g, ' ').replace(/-{3,}/g, '---');
const names = topics().flatMap(({ paths }) => paths.map(({ path }) => path));

it('tests/integration/write-paths/README.md holds the table of the write paths, written by npm run docs', () => {
  expect(unpadded(readme)).toBe(unpadded(withWritePaths(readme)));
});

it('a README without the markers is refused', () => {
  expect(() => withWritePaths('# No table')).toThrow(
    'tests/integration/write-paths/README.md lacks the marker'
  );
});

it('no two write paths have one name', () => {
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

// One and no more: where two would do, one of them could go missing.
it.each(Object.entries(REQUIRED))('%s has a write path', (_what, begins) => {
  expect(names.filter((name) => begins.test(name))).toHaveLength(1);
});

it('every file of write paths is run by a test', () => {
  const tests = topics().filter(({ name }) => !isRun(name));
  expect(tests.map(({ name }) => name)).toEqual([]);
});

function isRun(topic: string): boolean {
  const folder = join(__dirname, '../../integration/write-paths');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.test.ts'))
    .some((file) => readFileSync(join(folder, file), 'utf8').includes(`'./${topic}.paths'`));
}
