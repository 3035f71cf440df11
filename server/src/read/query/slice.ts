import { joinEvent, type QueryDatabase, type Statement } from './database';
import { inOrder, whereBehind, type Cursor, type SortDirection } from './cursor';
import type { Matching } from './search';

/** Some of the matching events, in the order of time. */
export interface Slice {
  direction: SortDirection;
  /** Only rows beyond this in that direction. */
  behind?: Cursor | null;
  /** Only keys up to this one (inclusive). */
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

/** A statement over the events of a slice, aliased as `event`. */
export const sliceOf = (matching: Matching, slice: Slice): Statement =>
  narrow(matching, slice)
    .limit(slice.limit)
    .offset(slice.offset ?? 0);

/** The same for the search index alone: events are joined to the rows of the slice only. */
export function joinedSlice(
  db: QueryDatabase,
  parts: readonly Matching[],
  slice: Slice
): Statement {
  const [part, ...others] = parts;
  const found = others.length > 0 ? merged(db, parts, slice) : keysIn(part!, slice);
  const statement = joinEvent(db, db.connection.from(found.as('found')), 'found.event_id');
  const order = { occurredAt: 'found.occurred_at', id: 'found.event_id' };
  inOrder({ statement, order }, slice.direction);
  return statement;
}

/** The keys of the events in a slice of one part. */
function keysIn(part: Matching, { offset = 0, limit, ...slice }: Slice): Statement {
  const { id, occurredAt } = part.order;
  return narrow(part, { ...slice, limit })
    .select({ event_id: id, occurred_at: occurredAt })
    .limit(limit)
    .offset(offset);
}

/** The keys in a slice of several parts, each read no further than needed. */
function merged(db: QueryDatabase, parts: readonly Matching[], slice: Slice): Statement {
  const { direction, limit, offset = 0 } = slice;
  const firsts = parts.map((part): Statement => {
    // All rows of the slice may come from one part.
    const rows = keysIn(part, { ...slice, offset: 0, limit: offset + limit });
    // In its own brackets, or the limit would apply to the union.
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
  return found;
}
