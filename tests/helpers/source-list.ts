import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const SOURCES = join(__dirname, '../../server/src/sources');
export const LIST = join(SOURCES, 'all.ts');

const isSource = (file: string): boolean =>
  /^export default defineSource\(/m.test(readFileSync(join(SOURCES, file), 'utf8'));

const nameOf = (file: string): string =>
  file.replace(/\.ts$/, '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The text of `all.ts`: every file in the folder whose default export is a source, by name. */
export function sourceList(): string {
  const files = readdirSync(SOURCES)
    .filter((file) => file.endsWith('.ts') && isSource(file))
    .sort();
  return [
    '// Written by `npm run sources` from the files in this folder.',
    ...files.map((file) => `import ${nameOf(file)} from './${file.replace(/\.ts$/, '')}';`),
    '',
    '/** Every source of the plugin. */',
    'export const sources = [',
    ...files.map((file) => `  ${nameOf(file)},`),
    '] as const;',
    '',
  ].join('\n');
}
