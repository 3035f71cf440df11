import type { ActorType, WriteGuarantee } from './vocabulary';
import type { EventDetails, EventSummary } from './event';

/**
 * How far `total` counts unless `exactTotal=true`; also how far from either end a page may begin that
 * is asked for by its number alone.
 */
export const COUNT_CAP = 10_000;
export const MAX_PAGE_SIZE = 100;
export const DEFAULT_PAGE_SIZE = 25;

export interface Pagination {
  /** As asked; below zero it counts from the end, where the number of pages is not known. */
  page: number;
  pageSize: number;
  /** Pages that can be asked for by their number alone: of at most `COUNT_CAP` rows. */
  pageCount: number;
  total: number;
  /** False: there are more than `COUNT_CAP` and `total` is that cap. */
  totalIsExact: boolean;
  /** What to ask as `before` for the page before this one, however deep; null on the first. */
  before: string | null;
  /** What to ask as `after` for the page after this one; null on the last. */
  after: string | null;
}

/** `GET /audit-trail/events` */
export interface EventListResponse {
  results: EventSummary[];
  pagination: Pagination;
  /** The end of the log as this answer saw it; `GET /audit-trail/news` tells what came after. */
  cursor: string;
}

/** How far `GET /audit-trail/news` counts. */
export const NEWS_CAP = 100;

/** `GET /audit-trail/news?after=<cursor>&filters…`: how many matching events were written since. */
export interface NewsResponse {
  /** The end of the log now. */
  cursor: string;
  count: number;
  /** False: there may be more than `count`. */
  isExact: boolean;
}

/** The most buckets a chart has. */
export const MAX_BUCKETS = 100;

/** How long a bucket of the chart is, on the clock and the calendar of the reader's zone. */
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
  /** Events, as the list counts them: one that stands for many happenings is one. */
  count: number;
  /** Those of them that failed or were denied. */
  failures: number;
  /** False: there may be more than `count`, and more than `failures`. */
  isExact: boolean;
}

/** `GET /audit-trail/histogram?q=&timeZone=`: the matching events over time, oldest first. */
export interface HistogramResponse {
  buckets: HistogramBucket[];
  interval: Interval;
  /** Whether every bucket is. */
  isExact: boolean;
  /** The zone on whose clock the buckets begin. */
  timeZone: string;
}

/** `GET /audit-trail/events/:id` answers the event itself. */
export type EventDetailsResponse = EventDetails;

/** `GET /audit-trail/events/:id/neighbours?filters…`: the events beside one, of those that match. */
export interface NeighboursResponse {
  newer: string | null;
  older: string | null;
}

/** `GET /audit-trail/events/:id/entry`: where the Content Manager shows the entry of an event. */
export interface EntryPlaceResponse {
  /** Null where the event is about no entry that the Content Manager shows. */
  kind: 'collection-types' | 'single-types' | null;
  /** Whether the entry is still there, in the event's locale. */
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

/** How an action is told to people. */
export interface ActionWords {
  /** What it is called in the filter and in lists: "Order refunded". */
  label: string;
  /** A success as a sentence with `{actor}` and `{resource}`: "{actor} refunded {resource}". */
  sentence?: string;
  /** The same in other languages, by Strapi's code for each; what is missing is told in English. */
  translations?: Readonly<Record<string, Partial<Pick<ActionWords, 'label' | 'sentence'>>>>;
}

/**
 * One choice of the action filter. `group` is the noun: `entry`, `media`, `admin` … The page has words
 * of its own for the plugin's actions and takes these where it has none.
 */
export interface ActionChoice extends ActionWords {
  action: string;
  group: string;
}

/** What `GET /audit-trail/values?key=` can list: values that stand in the log. */
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

/** What `GET /audit-trail/export?format=` can write: a table, or one whole event in each line. */
export const EXPORT_FORMATS = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** So many searches one administrator may keep. */
export const MAX_VIEWS = 50;

/** A search kept under a name, of one administrator. */
export interface SavedView {
  id: string;
  name: string;
  /** The question, as the search box would hold it. */
  text: string;
}

/** `GET /audit-trail/views`; `POST` takes `{ name, text }` and answers the view. */
export interface SavedViewListResponse {
  results: SavedView[];
}

/** `GET /audit-trail/health`: what the log promises in this process, and what it lost. */
export interface HealthResponse {
  /** When this process began, since when `lostEvents` counts: UTC, ISO 8601. */
  startedAt: string;
  /** Events that could not be written; each is named in the application's log. */
  lostEvents: number;
  guarantees: {
    sameTransaction: WriteGuarantee;
    /**
     * The database itself refuses to change or delete an event, and has done so without a gap
     * since this process began.
     */
    appendOnly: boolean;
    /** What becomes of a change whose event cannot be written. */
    onFailure: 'block' | 'continue';
  };
  /** An English sentence for each guarantee that is not in force; empty when all are. */
  missing: string[];
  /** What of Strapi the log depends on although it is no promised API, as probed at the start. */
  contract: {
    /** The version that runs, and the newest that every test was run on. */
    strapi: string;
    newestTested: string;
    internals: { name: string; since: string; holds: boolean }[];
  };
}

/** A purge that ran. */
export interface PurgeReport {
  at: string;
  /** How many events it removed; 0 where none was old enough. In a dry run, what it would have. */
  removed: number;
  isDryRun: boolean;
  /** False where it was stopped before its end, such as by `retention.maxMinutes`. */
  isComplete: boolean;
}

/** `GET /audit-trail/status`: how much is kept and for how long. */
export interface StatusResponse {
  /** Exact up to `COUNT_CAP`, an estimate beyond. */
  events: { count: number; isExact: boolean };
  /** What the log takes in the database. */
  size: { bytes: number; isExact: boolean };
  oldest: string | null;
  retention: {
    /** 0 keeps events for ever. */
    days: number;
    /** Other days by pattern of actions; 0 keeps them for ever. */
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

/** The columns `filters[...]` may name, with Strapi's operators `$eq $in $gte $lte $startsWith` and `$and`. */
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
