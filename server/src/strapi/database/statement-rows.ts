import type { Row } from '../../event';
import type { Statement } from '../../record/statement';

/** What a statement writes or returns, which may be one row or several. */
export function rowsIn(data: unknown): Row[] {
  if (Array.isArray(data)) return data as Row[];
  return data === null || data === undefined ? [] : [data as Row];
}

/** The columns that a statement names in any of its rows, each once. */
export function keysOf(data: unknown): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const row of rowsIn(data)) for (const key of Object.keys(row)) keys.add(key);
  return keys;
}

export const isRecord = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null;

/** How many rows an update or a delete wrote: knex returns rows where code asked for columns. */
export const rowsWritten = (result: unknown): number =>
  Array.isArray(result) ? result.length : Number(result);

/** The ids that an insert created. */
export function insertedIds(
  statement: Statement & { rowCount?: number },
  result: unknown
): unknown[] {
  const ids = rowsIn(result).map((row) => (isRecord(row) ? row.id : row));
  const rowCount = statement.rowCount ?? ids.length;
  const [first] = ids;
  // MySQL answers a multi-row insert with the first id; the others follow it.
  if (ids.length === 1 && rowCount > 1 && typeof first === 'number') {
    return Array.from({ length: rowCount }, (_, index) => first + index);
  }
  return ids;
}
