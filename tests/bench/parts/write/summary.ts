import { pairedRatios, spreadOf, type Spread } from '../../arithmetic';
import { NONE, THIS } from '../../applications/configurations';
import { number, spread } from '../../report/words';
import { TARGETS, type Judgement } from '../../targets';
import { isRead, type Operation } from '../../load/content';
import type { Table } from '../part';
import type { Measurement } from './measure';

type Measure = 'perSecond' | 'p50' | 'p99' | 'cpuPerRequest';

const byAlternation = (cells: readonly Measurement[], measure: Measure) =>
  new Map(cells.map((cell) => [cell.alternation, cell[measure]]));

const isCell = (one: Measurement) => (other: Measurement) =>
  one.operation === other.operation && one.connections === other.connections;

/** A cell's ratio to the same cell without a plugin, alternation by alternation. */
export function ratioOf(all: readonly Measurement[], cell: Measurement, measure: Measure): Spread {
  const same = all.filter(isCell(cell));
  const own = same.filter(({ configuration }) => configuration === cell.configuration);
  const base = same.filter(({ configuration }) => configuration === NONE.name);
  return spreadOf(pairedRatios(byAlternation(own, measure), byAlternation(base, measure)));
}

/** One measurement of each cell and configuration, to stand for its alternations. */
const cellsOf = (all: readonly Measurement[]) =>
  all.filter(({ alternation }) => alternation === all[0]?.alternation);

export function writeTable(all: readonly Measurement[], title: string): Table {
  const rows = cellsOf(all)
    .sort((one, other) =>
      one.operation === other.operation
        ? one.connections - other.connections
        : one.operation.localeCompare(other.operation, 'en')
    )
    .map((cell) => {
      const own = all.filter(
        (other) => isCell(cell)(other) && other.configuration === cell.configuration
      );
      const value = (measure: Measure) => number(spreadOf(own.map((one) => one[measure])).median);
      const ratio = (measure: Measure) =>
        cell.configuration === NONE.name ? '' : spread(ratioOf(all, cell, measure));
      return [
        ...[cell.operation, String(cell.connections), cell.configuration],
        ...[value('perSecond'), value('p50'), value('p99'), value('cpuPerRequest')],
        ...[ratio('perSecond'), ratio('p50'), ratio('p99'), ratio('cpuPerRequest')],
      ];
    });
  return {
    title,
    head: [
      ...['Operation', 'Connections', 'Configuration', 'Requests/s', 'p50 ms', 'p99 ms', 'CPU ms'],
      ...['Requests/s ×', 'p50 ×', 'p99 ×', 'CPU ×'],
    ],
    rows,
  };
}

const cpuTargetOf = (operation: Operation) => {
  if (isRead(operation)) return TARGETS.readCpu;
  return operation === 'REST create' ? TARGETS.restCreateCpu : TARGETS.contentManagerCpu;
};

export function judgeWrites(all: readonly Measurement[]): Judgement[] {
  return cellsOf(all)
    .filter(({ configuration }) => configuration === THIS.name)
    .flatMap((cell) => {
      const of = `${cell.operation}, ${cell.connections} connections`;
      const cpu = {
        target: cpuTargetOf(cell.operation),
        of,
        value: ratioOf(all, cell, 'cpuPerRequest').median,
      };
      if (cell.connections !== 8 || isRead(cell.operation)) return [cpu];
      return [cpu, { target: TARGETS.writeP99, of, value: ratioOf(all, cell, 'p99').median }];
    });
}
