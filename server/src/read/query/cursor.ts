import { invalidParameter } from '../../errors';
import { whereBeyond, type Cursor } from '../../journal/cursor';
import type { Matching } from './search';

export type { Cursor };

export type SortDirection = 'asc' | 'desc';

const BEYOND = { asc: '>', desc: '<' } as const;
const UP_TO = { asc: '<=', desc: '>=' } as const;
const CURSOR = /^(\d{1,15})\.(\d{1,19})$/;

export const opposite = (direction: SortDirection): SortDirection =>
  direction === 'asc' ? 'desc' : 'asc';

/** A cursor as the API returns it and `after` and `before` accept it. */
export const formatCursor = ({ id, occurred_at }: Cursor): string => `${occurred_at}.${id}`;

/** @throws AuditTrailError that names the parameter */
export function parseCursor(value: unknown, parameter: string): Cursor | null {
  if (value === undefined) return null;
  const match = typeof value === 'string' ? CURSOR.exec(value) : null;
  if (!match) throw invalidParameter(parameter, 'must be a place that a list gave.');
  // The key stays text: it may exceed JavaScript's exact numbers.
  return { occurred_at: Number(match[1]), id: match[2]! };
}

/** Only rows beyond a cursor in that direction. */
export function whereBehind(
  { statement, order }: Matching,
  direction: SortDirection,
  cursor: Cursor
): void {
  whereBeyond(statement, order, BEYOND[direction], cursor);
}

/** A part of the journal, as a reader that moves in one direction meets it. */
export interface Stretch {
  direction: SortDirection;
  /** Where it begins (exclusive); the end of the journal on that side if null. */
  behind: Cursor | null;
  /** Its last row; the journal's if null. */
  last: Cursor | null;
}

/** Only the rows of a stretch. */
export function whereIn(matching: Matching, { direction, behind, last }: Stretch): void {
  if (behind) whereBehind(matching, direction, behind);
  if (last) whereBeyond(matching.statement, matching.order, UP_TO[direction], last);
}

/** In the order of time; events of one millisecond in the order of their keys. */
export function inOrder({ statement, order }: Matching, direction: SortDirection): void {
  void statement.orderBy([
    { column: order.occurredAt, order: direction },
    { column: order.id, order: direction },
  ]);
}
