import type { Measurement } from '../../../bench/parts/write/measure';
import { judgeWrites, ratioOf, writeTable } from '../../../bench/parts/write/summary';

const cell = (fields: Partial<Measurement>): Measurement => ({
  configuration: 'no plugin',
  alternation: 0,
  operation: 'REST create',
  connections: 8,
  requests: 10,
  perSecond: 40,
  cpuPerRequest: 20,
  p50: 100,
  p99: 200,
  worst: 210,
  ...fields,
});

/** The second alternation was on a machine half as fast, which a ratio must not see. */
const ALL = [
  cell({}),
  cell({ configuration: 'this plugin', cpuPerRequest: 22, p99: 220 }),
  cell({ alternation: 1, cpuPerRequest: 40, p99: 400 }),
  cell({ alternation: 1, configuration: 'this plugin', cpuPerRequest: 42, p99: 480 }),
  cell({ alternation: 0, connections: 1, cpuPerRequest: 10 }),
  cell({ alternation: 0, connections: 1, configuration: 'this plugin', cpuPerRequest: 15 }),
];

describe('the write part', () => {
  it('compares with the same cell of the same alternation', () => {
    const ratio = ratioOf(ALL, ALL[1]!, 'cpuPerRequest');
    expect(ratio.min).toBeCloseTo(1.05);
    expect(ratio.median).toBeCloseTo(1.075);
    expect(ratio.max).toBeCloseTo(1.1);
  });

  it('judges processor time at every number of connections, and the 99th percentile at 8', () => {
    const judged = judgeWrites(ALL).map(({ target, of, value }) => [
      target.name.split(' ')[0],
      of,
      Number(value.toFixed(3)),
    ]);
    expect(judged).toEqual([
      ['CPU', 'REST create, 8 connections', 1.075],
      ['p99', 'REST create, 8 connections', 1.15],
      ['CPU', 'REST create, 1 connections', 1.5],
    ]);
  });

  it('shows a line for each cell and configuration, without ratios where there is no plugin', () => {
    const { rows } = writeTable(ALL, 'Writes');
    expect(rows.map((row) => [row[1], row[2], row.at(-1)])).toEqual([
      ['1', 'no plugin', ''],
      ['1', 'this plugin', '1.50 (1.50–1.50)'],
      ['8', 'no plugin', ''],
      ['8', 'this plugin', '1.08 (1.05–1.10)'],
    ]);
  });
});
