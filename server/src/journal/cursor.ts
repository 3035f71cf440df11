import type { Knex } from 'knex';

/** The position of an event in the order of the log. */
export interface Cursor {
  id: number | string;
  occurred_at: number | string;
}

/** The columns that define a statement's order. */
export interface OrderColumns {
  occurredAt: string;
  id: string;
}

/**
 * Only rows beyond a cursor. The only form that seeks the index on (occurred_at, id) on every
 * database: MariaDB reads a row comparison from the start of the index, PostgreSQL a plain "or".
 *
 * @param beyond `<=` and `>=` include the cursor itself
 */
export function whereBeyond<Statement extends Knex.QueryBuilder>(
  statement: Statement,
  columns: OrderColumns,
  beyond: '<' | '<=' | '>' | '>=',
  cursor: Cursor
): Statement {
  const strictly = beyond.startsWith('<') ? '<' : '>';
  // The first comparison lets the index seek; the second breaks ties within one millisecond.
  void statement.where(columns.occurredAt, `${strictly}=`, cursor.occurred_at).where((either) => {
    void either
      .where(columns.occurredAt, strictly, cursor.occurred_at)
      .orWhere(columns.id, beyond, cursor.id);
  });
  return statement;
}
