import type { Findings, Table } from '../parts/part';
import type { Machine } from './machine';
import { targetTable } from './text';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const markdownTable = ({ title, head, rows }: Table): string =>
  [
    `### ${title}`,
    '',
    row(head),
    row(head.map((_, column) => (column === 0 ? '---' : '--:'))),
    ...rows.map(row),
  ].join('\n');

const HEAD = `# Benchmarks

Written by \`npm run bench -- --write\`. Every number was measured on the machine below; ratios travel
further than milliseconds. Each configuration had its turns in one run, in a rotated order, each with a
fresh process on a fresh database; a ratio compares it with the turn without a plugin of the same
alternation, and is given as median (smallest–largest). The single runs and the configurations as they
were used stand in [\`benchmarks/raw.json\`](./benchmarks/raw.json).`;

/** docs/benchmarks.md, before prettier. */
export function markdownReport(machine: Machine, findings: readonly Findings[]): string {
  const facts = Object.entries(machine).map(([name, value]) => `- ${name}: ${value}`);
  const judgements = findings.flatMap((one) => one.judgements);
  const targets = targetTable(judgements);
  return [
    HEAD,
    '## Machine',
    facts.join('\n'),
    '## Targets',
    markdownTable({ ...targets, title: 'What the project promises itself' }),
    '## Measurements',
    ...findings.flatMap(({ tables, notes }) => [
      ...tables.map(markdownTable),
      ...notes.map((note) => `_${note}_`),
    ]),
    '',
  ].join('\n\n');
}
