import type { Pagination } from '../../contracts';
import { SUMMARY_COLUMNS, type StoredSummary } from '../../journal/row';
import type { EventQuery } from './parameters';
import type { Question } from './matching';
import type { Reader } from './read';
import { formatPlace, opposite, type Place } from './place';

export type Total = Pick<Pagination, 'total' | 'totalIsExact'>;

type PlacedSummary = StoredSummary & Place;

/** The rows of a page in the order of the list, what it is called, and where those beside it are. */
interface EventPageRows extends Pick<Pagination, 'page' | 'before' | 'after'> {
  rows: PlacedSummary[];
}

/** How a page is read: from which end, how far from there, and how much. */
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
  // With the number of all rows known, the last page holds what the others leave.
  const pageCount = Math.max(1, Math.ceil(total / pageSize));
  const onLast = total - (pageCount - 1) * pageSize;
  const known = pageCount + 1 + page;
  return page === -1
    ? { page: known, backwards, offset: 0, limit: onLast }
    : { page: known, backwards, offset: onLast + (-page - 2) * pageSize, limit: pageSize };
}

/** What to ask for the pages beside this one; `more`: rows follow in the direction it was read. */
function besides(
  { anchor, page }: EventQuery,
  { backwards }: Reading,
  rows: readonly PlacedSummary[],
  more: boolean
): Pick<Pagination, 'before' | 'after'> {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return { before: null, after: null };
  const isAtItsEnd = !anchor && Math.abs(page) === 1;
  const [hasBefore, hasAfter] = backwards ? [more, !isAtItsEnd] : [!isAtItsEnd, more];
  return {
    before: hasBefore ? formatPlace(first) : null,
    after: hasAfter ? formatPlace(last) : null,
  };
}

/**
 * Reads one page from the end that it is nearer to, or from the place beside it: the depth of the
 * list does not matter.
 *
 * @param question what the list asks for
 */
export async function readPage(
  reader: Reader,
  query: EventQuery,
  question: Question,
  counted: Total
): Promise<EventPageRows> {
  const reading = readingOf(query, counted);
  const slice = {
    direction: reading.backwards ? opposite(query.direction) : query.direction,
    behind: query.anchor?.place,
    offset: reading.offset,
    limit: reading.limit + 1,
  };
  const columns = SUMMARY_COLUMNS.map((column) => `event.${column}`);
  const found = await reader.slice<PlacedSummary>(question, slice, (found) =>
    found.select('event.id', ...columns)
  );

  const rows = found.slice(0, reading.limit);
  if (reading.backwards) rows.reverse();
  const beside = besides(query, reading, rows, found.length > reading.limit);
  return { rows, page: reading.page, ...beside };
}
