import type { Knex } from 'knex';

/** Where an event stands in the order of the log. */
export interface Cursor {
  id: number | string;
  occurred_at: number | string;
}

/** The columns that give a statement's order. */
export interface OrderColumns {
  occurredAt: string;
  id: string;
}

/**
 * Only what comes beyond a place. The one form through which the index on (occurred_at, id) is sought
 * on every database: MariaDB reads a row comparison from the start of the index, PostgreSQL a plain
 * "or".
 *
 * @param beyond `<=` and `>=` include the place itself
 */
export function whereBeyond<Statement extends Knex.QueryBuilder>(
  statement: Statement,
  columns: OrderColumns,
  beyond: '<' | '<=' | '>' | '>=',
  cursor: Cursor
): Statement {
  const strictly = beyond.startsWith('<') ? '<' : '>';
  // The first comparison lets the index seek; the second breaks ties of one millisecond.
  void statement.where(columns.occurredAt, `${strictly}=`, cursor.occurred_at).where((either) => {
    void either
      .where(columns.occurredAt, strictly, cursor.occurred_at)
      .orWhere(columns.id, beyond, cursor.id);
  });
  return statement;
}
