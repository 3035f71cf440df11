import { EVENT_TABLE } from '../../plugin-id';
import { named, type QueryDatabase, type Statement } from './database';
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

/**
 * The same for the results of several statements, each read no further than needed: only rows that
 * may be in the slice are sorted.
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
      // All rows of the slice may come from one part.
      .limit(offset + limit);
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
  const statement: Statement = db.connection
    .from(found.as('found'))
    .crossJoin(named(db, EVENT_TABLE, 'event') as never)
    .whereRaw('?? = ??', ['event.id', 'found.event_id']);
  const order = { occurredAt: 'found.occurred_at', id: 'found.event_id' };
  inOrder({ statement, order }, direction);
  return statement;
}
