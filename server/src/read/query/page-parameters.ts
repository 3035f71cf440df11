import { COUNT_CAP, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../contracts';
import { AuditTrailError, invalidParameter as invalid } from '../../errors';
import { parseCursor, type Cursor } from './cursor';

export interface Page {
  page: number;
  pageSize: number;
}

/** A page next to a cursor: the rows after it or before it. */
export interface Anchor {
  side: 'after' | 'before';
  cursor: Cursor;
}

/** A page of the list. */
export interface EventPage extends Page {
  /** The cursor where it begins or ends; without one, its number decides. */
  anchor: Anchor | null;
}

const wholeOf = (value: unknown): number =>
  typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : NaN;

/** @throws AuditTrailError that names the parameter. */
export function parsePageSize({ pageSize }: Record<string, unknown>): number {
  const size = pageSize === undefined ? DEFAULT_PAGE_SIZE : wholeOf(pageSize);
  if (size >= 1 && size <= MAX_PAGE_SIZE) return size;
  throw invalid('pageSize', `must be a whole number from 1 to ${MAX_PAGE_SIZE}.`);
}

/** @throws AuditTrailError `page-too-deep` */
export function refuseDeep({ page, pageSize }: Page): void {
  if ((Math.abs(page) - 1) * pageSize < COUNT_CAP) return;
  throw new AuditTrailError(
    'page-too-deep',
    `page ${page} begins beyond row ${COUNT_CAP}; narrow the filters, for example by date, or go on ` +
      'from the page beside it with `after` or `before`.',
    'page'
  );
}

/** @throws AuditTrailError that names the parameter. */
export function parsePage(query: Record<string, unknown>): Page {
  const page = query.page === undefined ? 1 : wholeOf(query.page);
  if (!Number.isSafeInteger(page) || page < 1) {
    throw invalid('page', 'must be a whole number of 1 or more.');
  }
  return { page, pageSize: parsePageSize(query) };
}

/**
 * With a cursor, the number is only the page's label.
 *
 * @throws AuditTrailError that names the parameter.
 */
export function parseEventPage(query: Record<string, unknown>): EventPage {
  const page = query.page === undefined ? 1 : wholeOf(query.page);
  if (!Number.isSafeInteger(page) || page === 0) {
    throw invalid('page', 'must be a whole number: 1 is the first page, -1 the last.');
  }
  const [after, before] = [parseCursor(query.after, 'after'), parseCursor(query.before, 'before')];
  if (after && before) throw invalid('before', 'cannot stand beside after.');
  const requested = { page, pageSize: parsePageSize(query) };
  if (after) return { ...requested, anchor: { side: 'after', cursor: after } };
  if (before) return { ...requested, anchor: { side: 'before', cursor: before } };
  refuseDeep(requested);
  return { ...requested, anchor: null };
}
