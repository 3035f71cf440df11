import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { StoredRow } from './stored-rows';

interface EraseTask {
  /** A new query on the table, in the erasure's transaction. */
  table(): Knex.QueryBuilder;
  key: string;
  keys: readonly (string | number)[];
  columns: readonly string[];
  /** The columns of a row that change; empty to keep the row as it is. */
  rewrite(row: StoredRow): object;
}

/** Old SQLite versions bind at most 999 values. */
const CHUNK = 200;

/** Rewrites the rows with these keys, read again inside the transaction. Returns their number. */
export async function eraseRows({ table, key, keys, columns, rewrite }: EraseTask) {
  let count = 0;
  for (let start = 0; start < keys.length; start += CHUNK) {
    const rows: StoredRow[] = await table()
      .select(key, ...columns)
      .whereIn(key, keys.slice(start, start + CHUNK));
    for (const row of rows) {
      const columnsLeft = rewrite(row);
      if (Object.keys(columnsLeft).length === 0) continue;
      const changed = Number(
        await table()
          .where({ [key]: row[key] })
          .update(columnsLeft)
      );
      if (changed === 0 && (await isThere(table, { [key]: row[key] }))) {
        throw new Error(
          '[audit-trail] erase: the database changed nothing. Look for a trigger or a rule on the ' +
            "plugin's tables which is not of this plugin."
        );
      }
      count += changed;
    }
    // SQLite answers without leaving the process: others get a turn.
    await setImmediate();
  }
  return count;
}

/** A purge may have removed it meanwhile. A lock shows that, whatever the transaction saw first. */
const isThere = async (table: EraseTask['table'], key: object): Promise<boolean> =>
  (await table().where(key).forUpdate().first(Object.keys(key))) !== undefined;
