/** Which page of the list. */
export interface PageQuery {
  /** Below zero it counts from the end: -1 is the last. */
  page: number;
  /** The place, given by the page beside it, where this one begins or ends; its number else says so. */
  beside: { side: 'after' | 'before'; place: string } | null;
}

export const FIRST_PAGE: PageQuery = { page: 1, beside: null };
export const LAST_PAGE: PageQuery = { page: -1, beside: null };

/** What the page shows. The URL holds all of it, so that a link, a reload and "back" show the same. */
export interface QueryState extends PageQuery {
  /** The question, as the search box shows it. */
  text: string;
  pageSize: number;
  /** The event whose details are open. */
  event: string | null;
}

export const PAGE_SIZES = [10, 25, 50, 100];
const DEFAULT_PAGE_SIZE = 25;

function parsePage(search: URLSearchParams): PageQuery {
  const page = Number(search.get('page'));
  // The ends of the list are where they are, whatever place a link names beside them.
  if (!Number.isSafeInteger(page) || page === 0 || page === 1) return FIRST_PAGE;
  if (page === -1) return LAST_PAGE;
  const [after, before] = [search.get('after'), search.get('before')];
  if (after) return { page, beside: { side: 'after', place: after } };
  return { page, beside: before ? { side: 'before', place: before } : null };
}

const formatPage = ({ page, beside }: PageQuery): Record<string, string> => ({
  page: String(page),
  ...(beside && Math.abs(page) !== 1 && { [beside.side]: beside.place }),
});

const parsePageSize = (text: string | null): number => {
  const size = Number(text);
  return PAGE_SIZES.includes(size) ? size : DEFAULT_PAGE_SIZE;
};

/** Reads the URL's query. What it does not understand it leaves out, so that a bad link still opens. */
export function parseQuery(search: URLSearchParams): QueryState {
  return {
    text: search.get('q')?.trim() ?? '',
    ...parsePage(search),
    pageSize: parsePageSize(search.get('pageSize')),
    event: search.get('event') || null,
  };
}

/** Writes the URL's query, shortest form: what is at its default is left out. */
export function formatQuery(state: QueryState): URLSearchParams {
  const search = new URLSearchParams();
  if (state.text) search.set('q', state.text);
  if (state.page !== 1) {
    for (const [name, value] of Object.entries(formatPage(state))) search.set(name, value);
  }
  if (state.pageSize !== DEFAULT_PAGE_SIZE) search.set('pageSize', String(state.pageSize));
  if (state.event) search.set('event', state.event);
  return search;
}

/** The same state in the words of `GET /audit-trail/events`, newest first, days in the reader's zone. */
export function formatApiQuery(state: Omit<QueryState, 'event'>, timeZone: string): string {
  return new URLSearchParams({
    ...(state.text && { q: state.text, timeZone }),
    ...formatPage(state),
    pageSize: String(state.pageSize),
    sort: 'occurredAt:desc',
  }).toString();
}

/** The question alone in the words of `GET /audit-trail/histogram`, on the clock of the reader's zone. */
export const formatHistogramQuery = (text: string, timeZone: string): string =>
  new URLSearchParams({ ...(text && { q: text }), timeZone }).toString();

/** IANA name of the zone that the reader's browser is set to. */
export const readerTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
