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
  ...[
    ['contracts', '../event'],
    ['event', '../contracts'],
    ['redact', '../event'],
    ['journal', '../redact'],
    ['record', '../journal'],
    ['jobs', '../journal'],
    ['follow', '../jobs'],
    ['sources', '../event'],
    ['read', '../follow/rollup'],
    ['upkeep', '../read/export'],
    ['strapi', '../record/rules'],
    ['api', '../upkeep/retention'],
  ].map(([folder, from]) => ({ path: `server/src/${folder}/probe.ts`, code: uses(from!) })),
  ...[
    ['contracts', '../redact'],
    ['event', '../journal'],
    ['redact', '../diff'],
    ['diff', '../journal'],
    ['journal', '../record/rules'],
    ['record', '../strapi/documents/operations'],
    ['record', '../sources'],
    ['follow', '../read/query'],
    ['follow', '../record/rules'],
    ['sources', '../journal'],
    ['sources', '../redact'],
    ['read', '../strapi/documents/operations'],
    ['upkeep', '../strapi/documents/operations'],
    ['strapi', '../api/services'],
    ['strapi', '../read/query'],
    ['api', '../index'],
    ['event', '../../../admin/src/index'],
  ].map(([folder, from]) => ({
    path: `server/src/${folder}/probe.ts`,
    code: uses(from!),
    rule: PATHS,
  })),
  { path: 'server/src/upkeep/probe.ts', code: uses('@strapi/strapi'), rule: IMPORTS },
  { path: 'server/src/diff/probe.ts', code: usesType('../journal'), rule: PATHS },
  { path: 'server/src/probe.ts', code: uses('./api/services') },
  { path: 'admin/src/probe.ts', code: uses('../../server/src/contracts'), rule: IMPORTS },
  { path: 'admin/src/probe.ts', code: usesType('../../server/src/contracts') },
  { path: 'admin/src/probe.ts', code: uses('../../server/src/contracts/search') },
  { path: 'admin/src/probe.ts', code: uses('../../server/src/contracts/api'), rule: IMPORTS },
  { path: 'admin/src/probe.ts', code: usesType('../../server/src/event'), rule: PATHS },
  { path: 'server/src/journal/probe.ts', code: uses('@strapi/strapi'), rule: IMPORTS },
  { path: 'server/src/journal/probe.ts', code: usesType('@strapi/types') },
  { path: 'server/src/read/probe.ts', code: uses('@strapi/utils') },
  { path: 'server/src/strapi/probe.ts', code: uses('@strapi/strapi') },
  { path: 'server/src/strapi/probe.ts', code: uses('@strapi/core/dist/x'), rule: IMPORTS },
  { path: 'server/src/read/probe.ts', code: 'console.log(1);\n', rule: 'no-console' },
  {
    path: 'server/src/read/probe.ts',
    code: uses('jest'),
    rule: 'import-x/no-extraneous-dependencies',
  },
  {
    path: 'server/src/record/probe.ts',
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
