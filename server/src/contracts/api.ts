import type { ActorType, WriteGuarantee } from './vocabulary';
import type { EventDetails, EventSummary } from './event';

/**
 * How far `total` counts unless `exactTotal=true`; also how far from either end a page may begin
 * that is requested by number alone.
 */
export const COUNT_CAP = 10_000;
export const MAX_PAGE_SIZE = 100;
export const DEFAULT_PAGE_SIZE = 25;

export interface Pagination {
  /** As requested; below zero it counts from the end, if the number of pages is unknown. */
  page: number;
  pageSize: number;
  /** Pages that can be requested by number alone: at most `COUNT_CAP` rows. */
  pageCount: number;
  total: number;
  /** False if there are more than `COUNT_CAP`, and `total` is that cap. */
  totalIsExact: boolean;
  /** The `before` parameter for the previous page, however deep; null on the first. */
  before: string | null;
  /** The `after` parameter for the next page; null on the last. */
  after: string | null;
}

/** `GET /audit-trail/events` */
export interface EventListResponse {
  results: EventSummary[];
  pagination: Pagination;
  /**
   * The end of the log as this response saw it; `GET /audit-trail/news` reports what came after.
   */
  cursor: string;
}

/**
 * `GET /audit-trail/events?sort=recorded:asc`: events in the order in which they were recorded, for
 * readers who copy the log.
 */
export interface EventFeedResponse {
  results: EventSummary[];
  pagination: {
    pageSize: number;
    /** The `after` parameter that continues here, now or at any later time. */
    after: string;
    /** Whether more may follow at once. */
    hasMore: boolean;
  };
}

/** How far `GET /audit-trail/news` counts. */
export const NEWS_CAP = 100;

/** `GET /audit-trail/news?after=<cursor>&filters…`: how many matching events were written since. */
export interface NewsResponse {
  /** The end of the log now. */
  cursor: string;
  count: number;
  /** False if there may be more than `count`. */
  isExact: boolean;
}

/** The maximum number of buckets in a chart. */
export const MAX_BUCKETS = 100;

/** The length of a chart's bucket, on the clock and the calendar of the reader's zone. */
export const INTERVALS = [
  'minute',
  'five-minutes',
  'quarter-hour',
  'hour',
  'three-hours',
  'day',
  'week',
  'month',
  'year',
  'decade',
  'century',
] as const;
export type Interval = (typeof INTERVALS)[number];

export interface HistogramBucket {
  /** ISO 8601, inclusive. */
  from: string;
  /** ISO 8601, exclusive; where the next bucket begins. */
  to: string;
  /** Events, as the list counts them: one that represents many occurrences is one. */
  count: number;
  /** Those of them that failed or were denied. */
  failures: number;
  /** False if there may be more than `count`, and more than `failures`. */
  isExact: boolean;
}

/** `GET /audit-trail/histogram?q=&timeZone=`: the matching events over time, oldest first. */
export interface HistogramResponse {
  buckets: HistogramBucket[];
  interval: Interval;
  /** Whether every bucket is exact. */
  isExact: boolean;
  /** The zone on whose clock the buckets begin. */
  timeZone: string;
}

/** `GET /audit-trail/events/:id` returns the event itself. */
export type EventDetailsResponse = EventDetails;

/** `GET /audit-trail/events/:id/neighbours?filters…`: the matching events next to one. */
export interface NeighboursResponse {
  newer: string | null;
  older: string | null;
}

/** `GET /audit-trail/events/:id/entry`: where the Content Manager shows the entry of an event. */
export interface EntryPlaceResponse {
  /** Null if the event is about no entry that the Content Manager shows. */
  kind: 'collection-types' | 'single-types' | null;
  /** Whether the entry still exists in the event's locale. */
  exists: boolean;
}

/** One choice of the actor filter, with the most recent name known. */
export interface ActorChoice {
  type: ActorType;
  id: string | null;
  name: string | null;
  email: string | null;
}

/** `GET /audit-trail/actors?search=&page=` */
export interface ActorListResponse {
  results: ActorChoice[];
  pagination: { page: number; pageSize: number; hasMore: boolean };
}

/** The texts of an action for people. */
export interface ActionWords {
  /** Its name in the filter and in lists: "Order refunded". */
  label: string;
  /** A success as a sentence with `{actor}` and `{resource}`: "{actor} refunded {resource}". */
  sentence?: string;
  /** The same in other languages, by Strapi's code for each; missing texts are shown in English. */
  translations?: Readonly<Record<string, Partial<Pick<ActionWords, 'label' | 'sentence'>>>>;
}

/**
 * One choice of the action filter. `group` is the noun: `entry`, `media`, `admin` … The page has
 * its own texts for the plugin's actions and uses these for all others.
 */
export interface ActionChoice extends ActionWords {
  action: string;
  group: string;
}

/** What `GET /audit-trail/values?key=` can list: values that occur in the log. */
export const VALUE_KEYS = ['type', 'locale', 'field', 'tag'] as const;
export type ValueKey = (typeof VALUE_KEYS)[number];

/** `GET /audit-trail/values?key=&search=`: at most 100, those that begin with `search`. */
export interface ValueListResponse {
  results: string[];
}

/** `GET /audit-trail/actions` */
export interface ActionListResponse {
  results: ActionChoice[];
}

/** What `GET /audit-trail/export?format=` can write: a table, or one whole event per line. */
export const EXPORT_FORMATS = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** How many searches one administrator may save. */
export const MAX_VIEWS = 50;

/** A search that one administrator saved under a name. */
export interface SavedView {
  id: string;
  name: string;
  /** The query, as text for the search box. */
  text: string;
}

/** `GET /audit-trail/views`; `POST` takes `{ name, text }` and returns the view. */
export interface SavedViewListResponse {
  results: SavedView[];
}

/** `GET /audit-trail/health`: what the log guarantees in this process, and what it lost. */
export interface HealthResponse {
  /** When this process began, which is when `lostEvents` started counting: UTC, ISO 8601. */
  startedAt: string;
  /** Events that could not be written; each is named in the application's log. */
  lostEvents: number;
  guarantees: {
    sameTransaction: WriteGuarantee;
    /**
     * The database itself refuses to change or delete an event, without interruption since this
     * process began.
     */
    appendOnly: boolean;
    /** What happens to a change whose event cannot be written. */
    onFailure: 'block' | 'continue';
  };
  /** An English message for each guarantee that is not in force; empty if all are. */
  missing: string[];
  /**
   * The parts of Strapi the log depends on although they are no promised API, as probed at the
   * start.
   */
  contract: {
    /** The running version, and the newest that all tests ran on. */
    strapi: string;
    newestTested: string;
    internals: { name: string; since: string; holds: boolean }[];
  };
}

/** A purge that ran. */
export interface PurgeReport {
  at: string;
  /**
   * How many events it removed; 0 if none was old enough. In a dry run, what it would have removed.
   */
  removed: number;
  isDryRun: boolean;
  /** False if it was stopped before its end, such as by `retention.maxMinutes`. */
  isComplete: boolean;
}

/** `GET /audit-trail/status`: how much is kept and for how long. */
export interface StatusResponse {
  /** Exact up to `COUNT_CAP`, an estimate beyond. */
  events: { count: number; isExact: boolean };
  /** The log's size in the database. */
  size: { bytes: number; isExact: boolean };
  oldest: string | null;
  /** The part of a long log that can be searched while the index is built, up to 1; otherwise null. */
  indexed: number | null;
  retention: {
    /** 0 keeps events forever. */
    days: number;
    /** Other days by pattern of actions; 0 keeps them forever. */
    actions: Record<string, number>;
    /** 0 sets no limit, here and below. */
    maxEvents: number;
    maxBytes: number;
    /** How many searches hold events that no rule removes. */
    holds: number;
    dryRun: boolean;
    /** Cron expression, in the server's time zone. */
    schedule: string;
    nextPurge: string | null;
    lastPurge: PurgeReport | null;
  };
}

/**
 * The columns `filters[...]` may name, with Strapi's operators `$eq $in $gte $lte $startsWith` and
 * `$and`.
 */
export const FILTER_FIELDS = [
  'action',
  'actor.type',
  'actor.id',
  'actor.email',
  'resource.type',
  'resource.id',
  'resource.documentId',
  'resource.locale',
  'resource.status',
  'resource.name',
  'outcome',
  'origin',
  'request.ip',
  'request.id',
  'occurredAt',
  'operationId',
] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];
