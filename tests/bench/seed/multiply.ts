import type { App } from '../../helpers/boot-app';
import type { Row } from '../../helpers/plugin-tables';
import { DIALECTS } from './dialect';
import { insertRows, runSql } from './statements';

/** How a column differs from row to row; a digit tells the UUIDs of one row from each other. */
export type Variation = 'key' | 'milliseconds' | 'datetime' | { uuid: number };

/** Under which keys and when rows are, evenly spread: epoch milliseconds. */
export interface Stretch {
  firstKey: number;
  count: number;
  from: number;
  to: number;
}

interface Multiplication {
  table: string;
  /** By place, the rows that stand there; the places take turns. */
  pool: readonly (readonly Row[])[];
  vary: Record<string, Variation>;
  stretch: Stretch;
  /** Of the rows that one statement inserts; `k` counts them in the order of time. */
  order?: string;
}

/** So many places a statement. */
const BATCH = 100_000;
const THOUSAND = 1_000;
/** Neighbours in time come from places that lie far apart. A prime, so that no place is left out. */
const STRIDE = 7_919;
const POOL = 'bench_pool';
const NUMBERS = 'bench_numbers';

/**
 * Inserts the rows of a small pool many times by SQL, with keys, times and UUIDs of their own. The
 * same stretch gives the same UUIDs, so that rows of two tables can belong together.
 */
export async function multiply(app: App, { table, pool, vary, stretch, order }: Multiplication) {
  const columns = Object.keys(pool.find((rows) => rows.length > 0)?.[0] ?? {});
  const taken = columns.filter((column) => !(column in vary));
  const staged = pool.flatMap((rows, place) =>
    rows.map((row) => ({
      ...Object.fromEntries(taken.map((column) => [column, row[column]])),
      bench_place: place,
    }))
  );
  const numbers = Math.max(THOUSAND, Math.ceil(stretch.count / THOUSAND));
  await runSql(app, [
    `CREATE TABLE ${POOL} AS SELECT ${[...taken, '0 AS bench_place'].join(', ')} FROM ${table} WHERE 1 = 0`,
    `CREATE INDEX bench_pool_place ON ${POOL} (bench_place)`,
    `CREATE TABLE ${NUMBERS} (n bigint PRIMARY KEY)`,
  ]);
  await insertRows(app, POOL, staged);
  await insertRows(
    app,
    NUMBERS,
    Array.from({ length: numbers }, (_, n) => ({ n }))
  );

  const value = expressionsOf(app, stretch);
  const into = [...Object.keys(vary), ...taken].join(', ');
  const values = [...Object.values(vary).map(value), ...taken.map((name) => `pool.${name}`)];
  const select = `INSERT INTO ${table} (${into}) SELECT ${values.join(', ')}`;
  const ordered = order ? `ORDER BY ${order}` : DIALECTS[app.database].order;
  for (let start = 0; start < stretch.count; start += BATCH) {
    const places = `FROM (${numbersFrom(start, stretch.count)}) numbers JOIN ${POOL} pool`;
    await runSql(app, [
      `${select} ${places} ON pool.bench_place = (k * ${STRIDE}) % ${pool.length} ${ordered}`,
    ]);
  }
  await runSql(app, [`DROP TABLE ${POOL}`, `DROP TABLE ${NUMBERS}`]);
}

const numbersFrom = (start: number, count: number): string => {
  const first = start / THOUSAND;
  const k = `high.n * ${THOUSAND} + low.n`;
  return (
    `SELECT ${k} AS k FROM ${NUMBERS} high CROSS JOIN ${NUMBERS} low WHERE low.n < ${THOUSAND} ` +
    `AND high.n >= ${first} AND high.n < ${first + BATCH / THOUSAND} AND ${k} < ${count}`
  );
};

function expressionsOf(app: App, { firstKey, count, from, to }: Stretch) {
  const { integer, hex, concat, datetime } = DIALECTS[app.database];
  const key = integer(`k + ${firstKey}`);
  const milliseconds = integer(`${from} + k * ${(to - from) / count}`);
  return (variation: Variation): string => {
    if (variation === 'key') return key;
    if (variation === 'milliseconds') return milliseconds;
    if (variation === 'datetime') return datetime(milliseconds);
    const time = hex(milliseconds);
    const start = [`substr(${time}, 1, 8)`, `'-'`, `substr(${time}, 9, 4)`];
    return concat(...start, `'-7000-8${variation.uuid}00-'`, hex(key));
  };
}
