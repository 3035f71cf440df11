import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

interface Case {
  path: string;
  code: string;
  /** The rule that refuses it; none where it is allowed. */
  rule?: string;
}

const PATHS = 'import-x/no-restricted-paths';
const IMPORTS = '@typescript-eslint/no-restricted-imports';
const uses = (from: string) => `import * as used from '${from}';\nexport const kept = used;\n`;
const usesType = (from: string) =>
  `import type * as used from '${from}';\nexport type Kept = typeof used;\n`;

const CASES: Case[] = [
  { path: 'server/src/contracts/probe.ts', code: uses('../redaction'), rule: PATHS },
  { path: 'server/src/event/probe.ts', code: uses('../journal'), rule: PATHS },
  { path: 'server/src/event/probe.ts', code: uses('../contracts') },
  { path: 'server/src/redaction/probe.ts', code: uses('../diff'), rule: PATHS },
  { path: 'server/src/redaction/probe.ts', code: uses('../event') },
  { path: 'server/src/diff/probe.ts', code: usesType('../journal'), rule: PATHS },
  { path: 'server/src/journal/probe.ts', code: uses('../recorder/recorder'), rule: PATHS },
  { path: 'server/src/journal/probe.ts', code: uses('../redaction') },
  { path: 'server/src/recorder/probe.ts', code: uses('../host/actor'), rule: PATHS },
  { path: 'server/src/recorder/probe.ts', code: uses('../journal') },
  { path: 'server/src/jobs/probe.ts', code: uses('../journal'), rule: PATHS },
  { path: 'server/src/rollup/probe.ts', code: uses('../query'), rule: PATHS },
  { path: 'server/src/rollup/probe.ts', code: uses('../jobs') },
  { path: 'server/src/sources/probe.ts', code: uses('../journal'), rule: PATHS },
  { path: 'server/src/sources/probe.ts', code: uses('../redaction'), rule: PATHS },
  { path: 'server/src/sources/probe.ts', code: uses('../event') },
  { path: 'server/src/query/probe.ts', code: uses('../host/actor'), rule: PATHS },
  { path: 'server/src/host/probe.ts', code: uses('../services'), rule: PATHS },
  { path: 'server/src/host/probe.ts', code: uses('../recorder/recorder') },
  { path: 'server/src/archive/probe.ts', code: uses('../export') },
  { path: 'server/src/archive/probe.ts', code: uses('../services'), rule: PATHS },
  { path: 'server/src/archive/probe.ts', code: uses('@strapi/strapi'), rule: IMPORTS },
  { path: 'server/src/retention/probe.ts', code: uses('../archive'), rule: PATHS },
  { path: 'server/src/controllers/probe.ts', code: uses('../register'), rule: PATHS },
  { path: 'server/src/controllers/probe.ts', code: uses('../query') },
  { path: 'server/src/probe.ts', code: uses('./services') },
  { path: 'server/src/event/probe.ts', code: uses('../../../admin/src/index'), rule: PATHS },
  { path: 'admin/src/probe.ts', code: uses('../../server/src/contracts'), rule: IMPORTS },
  { path: 'admin/src/probe.ts', code: usesType('../../server/src/contracts') },
  { path: 'admin/src/probe.ts', code: uses('../../server/src/contracts/search') },
  { path: 'admin/src/probe.ts', code: uses('../../server/src/contracts/api'), rule: IMPORTS },
  { path: 'server/src/views/probe.ts', code: uses('../query'), rule: PATHS },
  { path: 'admin/src/probe.ts', code: usesType('../../server/src/event'), rule: PATHS },
  { path: 'server/src/journal/probe.ts', code: uses('@strapi/strapi'), rule: IMPORTS },
  { path: 'server/src/journal/probe.ts', code: usesType('@strapi/types') },
  { path: 'server/src/query/probe.ts', code: uses('@strapi/utils') },
  { path: 'server/src/host/probe.ts', code: uses('@strapi/strapi') },
  { path: 'server/src/host/probe.ts', code: uses('@strapi/core/dist/x'), rule: IMPORTS },
  { path: 'server/src/query/probe.ts', code: 'console.log(1);\n', rule: 'no-console' },
  {
    path: 'server/src/query/probe.ts',
    code: uses('jest'),
    rule: 'import-x/no-extraneous-dependencies',
  },
  {
    path: 'server/src/recorder/probe.ts',
    code: "import type { RedactedEvent } from '../event';\nexport const forged = {} as RedactedEvent;\n",
    rule: 'no-restricted-syntax',
  },
  ...[
    'export const text = (4.5).toLocaleString();\n',
    'export const text = new Date().toLocaleDateString();\n',
    'export const text = (4.5).toFixed(1);\n',
    'export const format = new Intl.NumberFormat();\n',
    "export const format = new Intl.NumberFormat('en');\n",
    'export const format = new Intl.DateTimeFormat(undefined, { hour: "2-digit" });\n',
    'export const css = `\n  margin-left: 1rem;\n`;\n',
    'export const css = `\n  text-align: right;\n`;\n',
  ].map((code) => ({ path: 'admin/src/probe.ts', code, rule: 'no-restricted-syntax' })),
  {
    path: 'admin/src/probe.tsx',
    code: 'export const box = <Box paddingInlineStart={2} />;\n',
    rule: 'no-restricted-syntax',
  },
  {
    path: 'admin/src/probe.ts',
    code: 'export const format = (intl: { locale: string }) => new Intl.NumberFormat(intl.locale);\n',
  },
  {
    path: 'admin/src/probe.ts',
    code: 'export const css = `\n  margin-inline-start: 1rem;\n  text-align: start;\n`;\n',
  },
];

describe('the lint rules', () => {
  const broken = lint(CASES);

  it.each(
    CASES.map((one, index) => ({
      ...one,
      index,
      verdict: one.rule ? `refuse by ${one.rule}` : 'allow',
    }))
  )('$verdict in $path: $code', ({ index, rule }) => {
    const rules = broken[index] ?? ['not linted'];
    if (rule) expect(rules).toContain(rule);
    else expect(rules).toEqual([]);
  });
});

function lint(cases: Case[]): string[][] {
  const script = join(__dirname, '../helpers/lint-text.mjs');
  const output = execFileSync(process.execPath, [script], { input: JSON.stringify(cases) });
  return JSON.parse(String(output)) as string[][];
}
