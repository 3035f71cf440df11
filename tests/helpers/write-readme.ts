import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withWritePaths } from './write-path-table';

// Outside of Jest, whose matchers some paths use in their lines.
Object.assign(globalThis, { expect: { stringContaining: (sample: string) => ({ sample }) } });

// Writes the table of write paths into tests/integration/write-paths/README.md: npm run docs
const readme = join(__dirname, '../integration/write-paths/README.md');
writeFileSync(readme, withWritePaths(readFileSync(readme, 'utf8')));
