import type { Budget } from './budget';
import { dialectOf, qualified, type QueryDatabase } from './database';

interface DistinctValues {
  db: QueryDatabase;
  budget: Budget;
  table: string;
  /** The first column of an index. */
  column: string;
  /**
   * From the first value (inclusive) to the second (exclusive), in the column's own order; all if
   * left out.
   */
  range?: readonly [from: string, to: string];
  limit: number;
}

/** One statement for all hops, each a subquery that seeks from where the previous one ended. */
async function hopInOne({
  db,
  budget,
  table,
  column,
  range,
  limit,
}: DistinctValues): Promise<string[]> {
  const name = qualified(db, table);
  const upper = range ? 'and ?? < ?' : '';
  const upperValues = range ? [column, range[1]] : [];
  const hops = db.connection.raw(
    `select 1, min(??) from ${name} ${range ? `where ?? >= ? ${upper}` : ''}
     union all
     select place + 1, (select min(??) from ${name} where ?? > hops.hop ${upper})
     from hops where hops.hop is not null and place < ?`,
    [
      ...[column, ...(range ? [column, range[0], ...upperValues] : [])],
      ...[column, column, ...upperValues, limit],
    ]
  );
  const rows: { hop: string }[] = await budget.run(
    db.connection
      .withRecursive('hops', ['place', 'hop'], hops)
      .from('hops')
      .whereNotNull('hop')
      .select('hop')
  );
  return rows.map(({ hop }) => hop);
}

/**
 * One statement per hop: MySQL and MariaDB seek to a constant, but read the whole index for a
 * subquery.
 */
async function hopOneByOne({
  db,
  budget,
  table,
  column,
  range,
  limit,
}: DistinctValues): Promise<string[]> {
  const found: string[] = [];
  while (found.length < limit) {
    const last = found.at(-1);
    const beyond = db.getConnection(table).min({ hop: column });
    if (last !== undefined) void beyond.where(column, '>', last);
    else if (range) void beyond.where(column, '>=', range[0]);
    if (range) void beyond.where(column, '<', range[1]);
    const [row] = (await budget.run(beyond)) as { hop: string | null }[];
    if (row?.hop == null) break;
    found.push(row.hop);
  }
  return found;
}

/**
 * The distinct values of a column: hops through its index from one value to the next, one seek
 * each, however many rows have it.
 */
export const distinctValues = (wanted: DistinctValues): Promise<string[]> =>
  dialectOf(wanted.db) === 'mysql' ? hopOneByOne(wanted) : hopInOne(wanted);
