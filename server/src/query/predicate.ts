import { addressKey, type FilterField } from '../contracts';
import type { Dialect, Statement } from './database';
import type { Condition } from './filters';

/** `event` is what statements call the events' table. */
export const columnOf = {
  action: 'event.action',
  'actor.type': 'event.actor_type',
  'actor.id': 'event.actor_id',
  'actor.email': 'event.actor_email',
  'resource.type': 'event.resource_type',
  'resource.id': 'event.resource_id',
  'resource.documentId': 'event.resource_document_id',
  'resource.locale': 'event.resource_locale',
  'resource.status': 'event.resource_status',
  'resource.name': 'event.resource_name',
  outcome: 'event.outcome',
  origin: 'event.origin',
  'request.ip': 'event.ip',
  'request.id': 'event.request_id',
  occurredAt: 'event.occurred_at',
  operationId: 'event.operation_id',
} satisfies Record<FilterField, string>;

/**
 * Begins-with in the form each database answers from an index, case kept: SQLite's LIKE ignores case
 * and therefore indexes, its GLOB does not. MySQL compares as the column's collation does, which
 * usually ignores case.
 */
function whereStartsWith(statement: Statement, column: string, prefix: string, dialect: Dialect) {
  if (dialect === 'sqlite') {
    statement.whereRaw('?? glob ?', [column, `${prefix.replace(/[*?[]/g, '[$&]')}*`]);
  } else {
    // `|`, because a backslash means something else in MySQL's and PostgreSQL's literals.
    statement.whereRaw("?? like ? escape '|'", [column, `${prefix.replace(/[|%_]/g, '|$&')}%`]);
  }
}

/** An address is found by its key, which has the index; the address itself then decides. */
function whereAddressKey(statement: Statement, { field, values }: Condition) {
  if (field !== 'request.ip') return;
  const keys = values.map((value) => addressKey(String(value)));
  if (keys.every((key) => key !== null)) statement.whereIn('event.ip_key', keys);
}

function whereCondition(statement: Statement, condition: Condition, dialect: Dialect) {
  const { field, operator, values } = condition;
  // A request is found by the operation that all its events are of, which has the index.
  if (field === 'request.id')
    whereCondition(statement, { ...condition, field: 'operationId' }, dialect);
  const column = columnOf[field];
  const value = values[0]!;
  switch (operator) {
    case '$eq':
    case '$in':
      whereAddressKey(statement, condition);
      return statement.whereIn(column, values);
    case '$gte':
      return statement.where(column, '>=', value);
    case '$lte':
      return statement.where(column, '<=', value);
    case '$startsWith':
      return whereStartsWith(statement, column, String(value), dialect);
  }
}

/** Adds the conditions to a statement. The only place where filters become SQL. */
export function whereAll(
  statement: Statement,
  conditions: readonly Condition[],
  dialect: Dialect
): Statement {
  for (const condition of conditions) whereCondition(statement, condition, dialect);
  return statement;
}
