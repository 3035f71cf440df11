import type { Knex } from 'knex';
import type { DialectName } from './dialect';
import { MIN_ROWS, insertFromJson, takesJson } from './insert-from-json';
import type { EventRow } from './row';

const JSON_COLUMNS: ReadonlySet<string> = new Set(['tags', 'changes', 'payload']);

/** Inserts rows with one statement. */
export async function insertEvents(
  trx: Knex.Transaction,
  table: Knex.QueryBuilder,
  /** The same table's name in raw SQL. */
  name: string,
  rows: EventRow[],
  dialect: DialectName
): Promise<void> {
  if (!takesJson(dialect) || rows.length < MIN_ROWS) {
    await table.insert(rows);
    return;
  }
  const columns = Object.keys(rows[0]!) as (keyof EventRow)[];
  await insertFromJson(trx, { table: name, rows, json: JSON_COLUMNS, columns }, dialect);
}
