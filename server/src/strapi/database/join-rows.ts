import type { Row } from '../../event';
import type { Statement } from '../../record/statement';
import type { QueryBuilder } from './query-builder';
import { isRecord, rowsIn } from './statement-rows';

/** Reads columns of the rows that have one of these ids, in the transaction of a statement. */
export type SelectRows = (
  table: string,
  columns: readonly string[],
  by: { column: string; ids: readonly unknown[]; on?: Row }
) => Promise<Row[]>;

/**
 * The rows that the statement is about to write, as they are now and as it leaves them: one that
 * moves a row to another owner changes both. They may be more than it writes.
 */
export async function rowsWrittenBy(
  { uid, type }: Statement,
  builder: QueryBuilder,
  columns: readonly string[],
  select: SelectRows
): Promise<Row[]> {
  const { state } = builder;
  if (type === 'insert') {
    const made = rowsIn(state.data);
    const ids = state.onConflict ? made.map(({ id }) => id).filter((id) => id !== undefined) : [];
    const kept = ids.length > 0 ? await select(uid, columns, { column: 'id', ids }) : [];
    return [...kept, ...made];
  }
  const now = namedRows(state, columns) ?? (await probe(builder, columns));
  const values = isRecord(state.data) && !Array.isArray(state.data) ? state.data : {};
  const written = columns.filter((column) => isPlain(values[column]));
  if (type === 'delete' || written.length === 0) return now;
  const data = Object.fromEntries(written.map((column) => [column, values[column]]));
  return [...now, ...now.map((row) => ({ ...row, ...data }))];
}

/** The rows by what the conditions say of these columns; null if only the database knows. */
function namedRows({ where }: QueryBuilder['state'], columns: readonly string[]): Row[] | null {
  const named = Object.assign({}, ...where) as Row;
  const [first, ...others] = columns.map((column) => valuesNamed(named[column]));
  if (!first || columns.length === 0) return null;
  const rest = others.map((values) => (values?.length === 1 ? values[0] : undefined));
  if (rest.includes(undefined)) return null;
  return first.map((value) =>
    Object.fromEntries(columns.map((column, index) => [column, index ? rest[index - 1] : value]))
  );
}

function valuesNamed(condition: unknown): readonly unknown[] | null {
  if (isPlain(condition)) return [condition];
  const list = isRecord(condition) && '$in' in condition ? condition.$in : condition;
  return Array.isArray(list) && list.every(isPlain) ? list : null;
}

/**
 * SQLite and PostgreSQL write all rows that the conditions match, whatever limit, offset or order a
 * statement has.
 */
async function probe(builder: QueryBuilder, columns: readonly string[]): Promise<Row[]> {
  const query = builder.clone().select([...columns]);
  Object.assign(query.state, {
    ...{ limit: null, offset: null, first: false, orderBy: [], groupBy: [], populate: null },
    ...{ increments: [], decrements: [] },
  });
  return (await query.execute({ mapResults: false })) as Row[];
}

const isPlain = (value: unknown): value is number | string =>
  typeof value === 'number' || typeof value === 'string';
