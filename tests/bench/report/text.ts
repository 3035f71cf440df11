import type { Findings, Table } from '../parts/part';
import { isMet, type Judgement } from '../targets';
import { number } from './words';

/** A table in columns of even width, for a terminal. */
export function plainTable({ title, head, rows }: Table): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)
    );
  return [title, ...all.map((row) => `  ${line(row).join('  ')}`)].join('\n');
}

const limitOf = ({ target: { atMost, atLeast } }: Judgement): string =>
  atMost === undefined ? `≥ ${number(atLeast ?? NaN)}` : `≤ ${number(atMost)}`;

/** What was promised beside what was measured. */
export const targetTable = (judgements: readonly Judgement[]): Table => ({
  title: 'Targets',
  head: ['Target', 'Of', 'Wanted', 'Measured', 'Met'],
  rows: judgements.map((judgement) => [
    judgement.target.name,
    judgement.of,
    limitOf(judgement),
    number(judgement.value),
    isMet(judgement) ? 'yes' : 'no',
  ]),
});

/** Everything for a terminal. */
export const plainReport = (findings: readonly Findings[]): string =>
  findings
    .flatMap(({ tables, judgements, notes }) => [
      ...tables.map(plainTable),
      ...(judgements.length > 0 ? [plainTable(targetTable(judgements))] : []),
      ...notes,
    ])
    .join('\n\n');
