import type { Knex } from 'knex';
import type { DialectName } from './dialect';
import type { EventRow } from './row';

/** The key of a row that was inserted, or how the same connection computes it. */
export type InsertedId = number | string | Knex.Raw;

/** Inserts rows with one statement and tells the keys they got, in the order of the rows. */
export async function insertEvents(
  trx: Knex.Transaction,
  table: Knex.QueryBuilder,
  rows: EventRow[],
  dialect: DialectName
): Promise<InsertedId[]> {
  if (dialect === 'mysql') {
    // No RETURNING there. It reports the first key; of an insert whose rows are known beforehand the
    // others follow, a step apart that is more than one in a cluster.
    const [first = 0] = (await table.insert(rows)) as number[];
    return rows.map((_, row) => trx.raw('? + ? * @@auto_increment_increment', [first, row]));
  }
  const inserted = (await table.insert(rows).returning(['id', 'document_id'])) as {
    id: number | string;
    document_id: string;
  }[];
  const ids = new Map(inserted.map((row) => [row.document_id, row.id]));
  return rows.map((row) => ids.get(row.document_id)!);
}
