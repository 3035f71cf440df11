import type { Knex } from 'knex';
import type { DialectName } from './dialect';
import { FEWEST_ROWS, insertFromJson, takesJson } from './insert-from-json';
import type { EventRow } from './row';

/** The key of a row that was inserted, or how the same connection computes it. */
export type InsertedId = number | string | Knex.Raw;

const KEYS = ['id', 'document_id'] as const;
const JSON_COLUMNS: ReadonlySet<string> = new Set(['tags', 'changes', 'payload']);

/** Inserts rows with one statement and tells the keys they got, in the order of the rows. */
export async function insertEvents(
  trx: Knex.Transaction,
  table: Knex.QueryBuilder,
  /** The same table as raw SQL names it. */
  name: string,
  rows: EventRow[],
  dialect: DialectName
): Promise<InsertedId[]> {
  if (dialect === 'mysql') {
    // No RETURNING there. It reports the first key; of an insert whose rows are known beforehand the
    // others follow, a step apart that is more than one in a cluster.
    const [first = 0] = (await table.insert(rows)) as number[];
    return rows.map((_, row) => trx.raw('? + ? * @@auto_increment_increment', [first, row]));
  }
  const inserted = (await (takesJson(dialect) && rows.length >= FEWEST_ROWS
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
  const ids = new Map(inserted.map((row) => [row.document_id, row.id]));
  return rows.map((row) => ids.get(row.document_id)!);
}
