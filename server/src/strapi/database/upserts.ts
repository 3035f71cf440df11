import type { Database } from '@strapi/database';
import type { Row } from '../../event';
import { idsIn, type Statement } from '../../record/statement';
import { rowsIn } from './statement-rows';
import type { QueryBuilder } from './query-builder';

export interface UpsertDependencies {
  db: Database;
  /** Without the guard's own hooks. */
  createQueryBuilder(uid: string): QueryBuilder;
}

/** An insert that overwrites or keeps rows that already exist. */
export interface Upsert {
  /** What it may do to existing rows; null if there are none. */
  update: Statement | null;
  /** The ids of all its rows, once it ran: each database answers an upsert differently. */
  ids(): Promise<readonly unknown[]>;
}

/**
 * Distinguishes inserts with `onConflict` from others. Strapi's builder treats both as inserts; but
 * an existing row has a before, and a row that was kept has not changed.
 */
export function createUpserts({ db, createQueryBuilder }: UpsertDependencies) {
  /** The rows that the statement may conflict with; null if only the database knows. */
  const conditionOf = (uid: string, { onConflict, data }: QueryBuilder['state']): Row | null => {
    const columns = [onConflict].flat();
    if (!columns.every((one) => typeof one === 'string')) return null;
    const { columnToAttribute } = db.metadata.get(uid);
    const rows = rowsIn(data).map((row): Row[] =>
      columns.map((column) => {
        const attribute = columnToAttribute[column] ?? column;
        return { [attribute]: row[attribute] ?? row[column] };
      })
    );
    const named = rows.filter((parts) =>
      parts.every((part) => Object.values(part).every((value) => value !== undefined))
    );
    return named.length === rows.length && rows.length > 0
      ? { $or: named.map((parts) => ({ $and: parts })) }
      : null;
  };

  return {
    /** Null for every other statement. Call it where the statement's transaction is joined. */
    async of(statement: Statement, { state }: QueryBuilder): Promise<Upsert | null> {
      const { uid, type } = statement;
      if (type !== 'insert' || !state.onConflict) return null;
      const condition = conditionOf(uid, state);
      if (!condition) return null;
      const ids = async (): Promise<unknown[]> => {
        const query = createQueryBuilder(uid).select('id').where(condition);
        if (state.transaction) query.transacting(state.transaction);
        return ((await query.execute({ mapResults: false })) as Row[]).map(({ id }) => id);
      };
      const present = await ids();
      const where = [{ id: { $in: present } }];
      const update: Statement = { ...statement, type: 'update', where, isOnOwner: true };
      return { update: idsIn(update)?.length ? update : null, ids };
    },
  };
}

export type Upserts = ReturnType<typeof createUpserts>;
