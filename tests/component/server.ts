import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';

import type {
  ActionListResponse,
  ActorListResponse,
  EventListResponse,
  EventSummary,
  HealthResponse,
  HistogramResponse,
  NewsResponse,
  SavedViewListResponse,
  StatusResponse,
  ValueListResponse,
} from '../../server/src/contracts';

const HEALTH: HealthResponse = {
  startedAt: '2026-11-01T08:00:00.000Z',
  lostEvents: 0,
  guarantees: { sameTransaction: 'every-change', appendOnly: true, onFailure: 'block' },
  missing: [],
  contract: { strapi: '5.54.0', newestTested: '5.54', internals: [] },
};
export const STATUS: StatusResponse = {
  events: { count: 1, isExact: true },
  size: { bytes: 4096, isExact: true },
  oldest: '2026-11-01T08:00:00.000Z',
  indexed: null,
  retention: {
    ...{ days: 90, actions: {}, maxEvents: 0, maxBytes: 0, holds: 0, dryRun: false },
    schedule: '0 3 * * *',
    nextPurge: null,
    lastPurge: null,
  },
};

/** What `GET /audit-trail/events` answers with these events on its only page. */
export const listOf = (results: EventSummary[], cursor = '1'): EventListResponse => ({
  results,
  pagination: {
    page: 1,
    pageSize: 25,
    pageCount: 1,
    total: results.length,
    totalIsExact: true,
    before: null,
    after: null,
  },
  cursor,
});

const EMPTY_CHART: HistogramResponse = {
  buckets: [],
  interval: 'day',
  isExact: true,
  timeZone: 'UTC',
};

const answers = <Body extends object>(path: string, body: Body) =>
  http.get(`*/audit-trail/${path}`, () => HttpResponse.json(body));

/** A quiet server with an empty log; a test puts its own answers before these with `server.use`. */
export const server = setupServer(
  answers<EventListResponse>('events', listOf([])),
  answers<HistogramResponse>('histogram', EMPTY_CHART),
  answers<HealthResponse>('health', HEALTH),
  answers<StatusResponse>('status', STATUS),
  answers<NewsResponse>('news', { cursor: '1', count: 0, isExact: true }),
  answers<SavedViewListResponse>('views', { results: [] }),
  answers<ActionListResponse>('actions', { results: [] }),
  answers<ActorListResponse>('actors', {
    results: [],
    pagination: { page: 1, pageSize: 25, hasMore: false },
  }),
  answers<ValueListResponse>('values', { results: [] })
);
