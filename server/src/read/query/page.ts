import type { Pagination } from '../../contracts';
import { SUMMARY_COLUMNS, type StoredSummary } from '../../journal/row';
import type { EventQuery } from './parameters';
import type { PreparedQuery } from './matching';
import type { Reader } from './read';
import { formatCursor, opposite, type Cursor } from './cursor';

export type Total = Pick<Pagination, 'total' | 'totalIsExact'>;

type SummaryWithCursor = StoredSummary & Cursor;

/** The rows of a page in list order, its number, and the cursors of the pages next to it. */
interface EventPageRows extends Pick<Pagination, 'page' | 'before' | 'after'> {
  rows: SummaryWithCursor[];
}

/** How a page is read: from which end, how far from it, and how many rows. */
interface Reading {
  page: number;
  backwards: boolean;
  offset: number;
  limit: number;
}

function readingOf(query: EventQuery, { total, totalIsExact }: Total): Reading {
  const { page, pageSize, anchor } = query;
  const backwards = anchor ? anchor.side === 'before' : page < 0;
  if (anchor) return { page, backwards, offset: 0, limit: pageSize };
  if (page > 0) return { page, backwards, offset: (page - 1) * pageSize, limit: pageSize };
  if (!totalIsExact) return { page, backwards, offset: (-page - 1) * pageSize, limit: pageSize };
  // With the total known, the last page holds the remainder.
  const pageCount = Math.max(1, Math.ceil(total / pageSize));
  const onLast = total - (pageCount - 1) * pageSize;
  const known = pageCount + 1 + page;
  return page === -1
    ? { page: known, backwards, offset: 0, limit: onLast }
    : { page: known, backwards, offset: onLast + (-page - 2) * pageSize, limit: pageSize };
}

/** The cursors of the pages next to this one; `more`: rows follow in the reading direction. */
function neighboursOf(
  { anchor, page }: EventQuery,
  { backwards }: Reading,
  rows: readonly SummaryWithCursor[],
  more: boolean
): Pick<Pagination, 'before' | 'after'> {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return { before: null, after: null };
  const isAtItsEnd = !anchor && Math.abs(page) === 1;
  const [hasBefore, hasAfter] = backwards ? [more, !isAtItsEnd] : [!isAtItsEnd, more];
  return {
    before: hasBefore ? formatCursor(first) : null,
    after: hasAfter ? formatCursor(last) : null,
  };
}

/**
 * Reads one page from the nearer end or from the cursor next to it: the depth of the list does not
 * matter.
 *
 * @param prepared the list's query
 */
export async function readPage(
  reader: Reader,
  query: EventQuery,
  prepared: PreparedQuery,
  counted: Total
): Promise<EventPageRows> {
  const reading = readingOf(query, counted);
  const slice = {
    direction: reading.backwards ? opposite(query.direction) : query.direction,
    behind: query.anchor?.cursor,
    offset: reading.offset,
    limit: reading.limit + 1,
  };
  const columns = SUMMARY_COLUMNS.map((column) => `event.${column}`);
  const found = await reader.slice<SummaryWithCursor>(prepared, slice, (found) =>
    found.select('event.id', ...columns)
  );

  const rows = found.slice(0, reading.limit);
  if (reading.backwards) rows.reverse();
  const neighbours = neighboursOf(query, reading, rows, found.length > reading.limit);
  return { rows, page: reading.page, ...neighbours };
}
