import { EVENT_TABLE } from '../../plugin-id';
import { named, type QueryDatabase, type Statement } from './database';
import { inOrder, whereBehind, type Place, type SortDirection } from './place';
import type { Matching } from './search';

/** Some of the events that match, in the order of time. */
export interface Slice {
  direction: SortDirection;
  /** Only what comes behind this in that direction. */
  behind?: Place | null;
  /** Only keys up to this one. */
  end?: number | undefined;
  offset?: number | undefined;
  limit: number;
}

function narrow(matching: Matching, { direction, behind, end }: Slice): Statement {
  const { statement, order } = matching;
  if (end !== undefined) void statement.where(order.id, '<=', end);
  if (behind) whereBehind(matching, direction, behind);
  inOrder(matching, direction);
  return statement;
}

/** A statement over the events of a slice, where they stand as `event`. */
export const sliceOf = (matching: Matching, slice: Slice): Statement =>
  narrow(matching, slice)
    .limit(slice.limit)
    .offset(slice.offset ?? 0);

/**
 * The same of what several statements find together, each of which is read no further than it may be
 * needed: so nothing is sorted but what may be in the slice.
 */
export function mergedSlice(
  db: QueryDatabase,
  parts: readonly Matching[],
  slice: Slice
): Statement {
  const { direction, limit, offset = 0 } = slice;
  const firsts = parts.map((part): Statement => {
    const { id, occurredAt } = part.order;
    const rows = narrow(part, slice)
      .select({ event_id: id, occurred_at: occurredAt })
      // All that are in the slice may be of one part.
      .limit(offset + limit);
    // In brackets by itself, or the limit would be that of the union.
    return db.connection.select('*').from(rows.as('part'));
  });
  const [first, ...others] = firsts;
  // An event may be in several parts.
  const found: Statement = db.connection
    .from(first!.unionAll(others).as('parts'))
    .distinct('event_id', 'occurred_at')
    .limit(limit)
    .offset(offset);
  inOrder({ statement: found, order: { occurredAt: 'occurred_at', id: 'event_id' } }, direction);
  const statement: Statement = db.connection
    .from(found.as('found'))
    .crossJoin(named(db, EVENT_TABLE, 'event') as never)
    .whereRaw('?? = ??', ['event.id', 'found.event_id']);
  const order = { occurredAt: 'found.occurred_at', id: 'found.event_id' };
  inOrder({ statement, order }, direction);
  return statement;
}
