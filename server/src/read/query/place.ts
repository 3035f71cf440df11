import { invalidParameter } from '../../errors';
import { whereBeyond, type Place } from '../../journal/place';
import type { Matching } from './search';

export type { Place };

export type SortDirection = 'asc' | 'desc';

const BEYOND = { asc: '>', desc: '<' } as const;
const UP_TO = { asc: '<=', desc: '>=' } as const;
const PLACE = /^(\d{1,15})\.(\d{1,19})$/;

export const opposite = (direction: SortDirection): SortDirection =>
  direction === 'asc' ? 'desc' : 'asc';

/** A place as an answer gives it and `after` and `before` take it back. */
export const formatPlace = ({ id, occurred_at }: Place): string => `${occurred_at}.${id}`;

/** @throws AuditTrailError that names the parameter */
export function parsePlace(value: unknown, parameter: string): Place | null {
  if (value === undefined) return null;
  const match = typeof value === 'string' ? PLACE.exec(value) : null;
  if (!match) throw invalidParameter(parameter, 'must be a place that a list gave.');
  // The key stays text: it may be longer than JavaScript's numbers are exact.
  return { occurred_at: Number(match[1]), id: match[2]! };
}

/** Only what comes behind a place in that direction. */
export function whereBehind(
  { statement, order }: Matching,
  direction: SortDirection,
  place: Place
): void {
  whereBeyond(statement, order, BEYOND[direction], place);
}

/** A part of the journal, as a reader that goes in one direction comes upon it. */
export interface Stretch {
  direction: SortDirection;
  /** It begins behind this; at the end of the journal on that side if null. */
  behind: Place | null;
  /** Its last row; the journal's if null. */
  last: Place | null;
}

/** Only what lies in a stretch. */
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
