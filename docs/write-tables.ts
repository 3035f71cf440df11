import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GUIDES, withExample, withTables } from './tables';

const read = (file: string) => readFileSync(join(__dirname, file), 'utf8');
const rewrite = (file: string, change: (text: string) => string) =>
  writeFileSync(join(__dirname, file), change(read(file)));

// Writes what the documents take from the code: npm run docs
rewrite('../README.md', withTables);
for (const guide of Object.keys(GUIDES) as (keyof typeof GUIDES)[]) {
  rewrite(guide, (text) => withExample(guide, text, read(`examples/${GUIDES[guide]}`)));
}
