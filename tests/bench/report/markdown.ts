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
further than milliseconds. In the write part, a server of each configuration ran all the time on a
database of its own, and they took turns of eight requests, or of one for each connection. Processor time
is that of the server's process, with what it still did afterwards. A ratio compares with the server without
a plugin in the same alternation, and is given as median (smallest–largest). The single runs and the configurations as they
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
