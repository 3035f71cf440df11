import {
  bothOf,
  describeProblem,
  EXPORT_FORMATS,
  filterOf,
  isTimeZone,
  NO_FILTER,
  parseSearch,
  VALUE_KEYS,
  type ExportFormat,
  type Filter,
  type ValueKey,
} from '../../contracts';
import { invalidParameter as invalid } from '../../errors';
import { parseFilters } from './filters';
import {
  parseEventPage,
  parsePage,
  parsePageSize,
  refuseDeep,
  type EventPage,
  type Page,
} from './page-parameters';
import type { SortDirection } from './cursor';
import { parsePlace, type FeedPlace } from './feed/place';

/** Which events to read. */
export interface BaseQuery {
  filter: Filter;
  /** IANA name; decides where the day of `today` begins. */
  timeZone: string;
}

/** Which events to read, and in which order. */
export interface SortedQuery extends BaseQuery {
  direction: SortDirection;
}

/** The parameters of `GET /audit-trail/events`, all validated. */
export interface EventQuery extends EventPage, SortedQuery {
  exactTotal: boolean;
}

/**
 * The parameters of `GET /audit-trail/export`: a list's query, for all events instead of a page.
 */
export interface ExportQuery extends SortedQuery {
  format: ExportFormat;
}

type Parameters = Record<string, unknown>;

/** An unknown parameter is a typing error, and would silently give the wrong answer. */
function refuseUnknown(query: Parameters, known: readonly string[]): void {
  const unknown = Object.keys(query).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw invalid(unknown, `is not a parameter here; use ${known.join(', ')}.`);
  }
}

/** The order of the feed; everything else is in the order of time. */
export const RECORDED_ORDER = 'recorded:asc';

function parseSort(value: unknown): SortDirection {
  if (value === undefined) return 'desc';
  const match = typeof value === 'string' ? /^occurredAt:(asc|desc)$/i.exec(value) : null;
  if (!match) {
    throw invalid(
      'sort',
      `must be occurredAt:desc or occurredAt:asc; ${RECORDED_ORDER} is for the list only.`
    );
  }
  return match[1]!.toLowerCase() as SortDirection;
}

function parseFlag(value: unknown, name: string): boolean {
  if (value === undefined || value === 'false') return false;
  if (value === 'true') return true;
  throw invalid(name, 'must be true or false.');
}

/** More than any address line holds. */
const MAX_QUERY_LENGTH = 4_000;

function parseQueryText(value: unknown): Filter {
  if (value === undefined) return NO_FILTER;
  if (typeof value !== 'string' || value.length > MAX_QUERY_LENGTH) {
    throw invalid('q', `must be a text of at most ${MAX_QUERY_LENGTH} characters.`);
  }
  const { search, problems } = parseSearch(value);
  if (problems[0]) throw invalid('q', problems.map(describeProblem).join(' '));
  return filterOf(search);
}

function parseTimeZone(value: unknown): string {
  if (value === undefined) return 'UTC';
  if (typeof value === 'string' && isTimeZone(value)) return value;
  throw invalid('timeZone', 'must be the IANA name of a time zone, such as Europe/Berlin.');
}

const BASE_PARAMETERS = ['q', 'timeZone', 'filters'];
const SORTED_PARAMETERS = [...BASE_PARAMETERS, 'sort'];

const parseBaseQuery = (query: Parameters): BaseQuery => ({
  filter: bothOf(parseQueryText(query.q), parseFilters(query.filters)),
  timeZone: parseTimeZone(query.timeZone),
});

const parseSortedQuery = (query: Parameters): SortedQuery => ({
  ...parseBaseQuery(query),
  direction: parseSort(query.sort),
});

/** @throws AuditTrailError that names the parameter. */
export function parseEventQuery(query: Parameters): EventQuery {
  refuseUnknown(query, [...SORTED_PARAMETERS, 'page', 'pageSize', 'after', 'before', 'exactTotal']);
  return {
    ...parseEventPage(query),
    ...parseSortedQuery(query),
    exactTotal: parseFlag(query.exactTotal, 'exactTotal'),
  };
}

/** The parameters of `GET /audit-trail/events?sort=recorded:asc`. */
export interface FeedQuery extends BaseQuery {
  /** Null for the end of the log. */
  place: FeedPlace | null;
  pageSize: number;
}

/** @throws AuditTrailError that names the parameter. */
export function parseFeedQuery(query: Parameters): FeedQuery {
  refuseUnknown(query, [...SORTED_PARAMETERS, 'after', 'pageSize']);
  return {
    ...parseBaseQuery(query),
    place: parsePlace(query.after),
    pageSize: parsePageSize(query),
  };
}

function parseFormat(value: unknown): ExportFormat {
  const format = EXPORT_FORMATS.find((one) => one === value);
  if (format) return format;
  throw invalid('format', `must be one of ${EXPORT_FORMATS.join(', ')}.`);
}

/** @throws AuditTrailError that names the parameter. */
export function parseExportQuery(query: Parameters): ExportQuery {
  refuseUnknown(query, ['format', ...SORTED_PARAMETERS]);
  return { format: parseFormat(query.format), ...parseSortedQuery(query) };
}

/** @throws AuditTrailError that names the parameter. */
export function parseHistogramQuery(query: Parameters): BaseQuery {
  refuseUnknown(query, BASE_PARAMETERS);
  return parseBaseQuery(query);
}

/** The maximum length of a search for actors. */
const MAX_SEARCH = 100;

export interface ActorQuery extends Page {
  /** Lower case; empty for all. */
  search: string;
}

/** @throws AuditTrailError that names the parameter. */
export function parseActorQuery(query: Parameters): ActorQuery {
  refuseUnknown(query, ['search', 'page', 'pageSize']);
  const search = parseBeginning(query.search);
  const page = parsePage(query);
  refuseDeep(page);
  return { ...page, search: search.trim().toLowerCase() };
}

function parseBeginning(search: unknown = ''): string {
  if (typeof search === 'string' && search.length <= MAX_SEARCH && !search.includes('\0')) {
    return search;
  }
  throw invalid('search', `must be a text of at most ${MAX_SEARCH} characters, without NUL.`);
}

export interface ValueQuery {
  key: ValueKey;
  search: string;
}

/** @throws AuditTrailError that names the parameter. */
export function parseValueQuery(query: Parameters): ValueQuery {
  refuseUnknown(query, ['key', 'search']);
  const key = VALUE_KEYS.find((one) => one === query.key);
  if (!key) throw invalid('key', `must be one of ${VALUE_KEYS.join(', ')}.`);
  return { key, search: parseBeginning(query.search) };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @throws AuditTrailError that names `id`. */
export function parseEventId(id: unknown): string {
  const text = typeof id === 'string' ? id.toLowerCase() : '';
  if (UUID.test(text)) return text;
  throw invalid('id', 'must be the UUID of an event, as the list gives it.');
}
