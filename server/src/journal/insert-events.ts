import type { Knex } from 'knex';
import type { DialectName } from './dialect';
import { MIN_ROWS, insertFromJson, takesJson } from './insert-from-json';
import type { EventRow } from './row';

/** The key of an inserted row, or how the same connection computes it. */
export type InsertedId = number | string | Knex.Raw;

const KEYS = ['id', 'document_id'] as const;
const JSON_COLUMNS: ReadonlySet<string> = new Set(['tags', 'changes', 'payload']);

/** Inserts rows with one statement and returns their keys, in the order of the rows. */
export async function insertEvents(
  trx: Knex.Transaction,
  table: Knex.QueryBuilder,
  /** The same table's name in raw SQL. */
  name: string,
  rows: EventRow[],
  dialect: DialectName
): Promise<InsertedId[]> {
  if (dialect === 'mysql') {
    // There is no RETURNING there. It reports the first key; if the number of rows is known
    // beforehand, the others follow, with a step that is above one in a cluster.
    const [first = 0] = (await table.insert(rows)) as number[];
    return rows.map((_, row) => trx.raw('? + ? * @@auto_increment_increment', [first, row]));
  }
  const inserted = (await (takesJson(dialect) && rows.length >= MIN_ROWS
    ? insertFromJson(
        trx,
        {
          table: name,
          rows,
          json: JSON_COLUMNS,
          returning: KEYS,
          columns: Object.keys(rows[0]!) as (keyof EventRow)[],
        },
        dialect
      )
    : table.insert(rows).returning([...KEYS]))) as { id: number | string; document_id: string }[];
  // Databases return the rows as they were inserted, which none of them promises.
  if (inserted.every((row, index) => row.document_id === rows[index]?.document_id)) {
    return inserted.map(({ id }) => id);
  }
  const ids = new Map(inserted.map((row) => [row.document_id, row.id]));
  return rows.map((row) => ids.get(row.document_id)!);
}
