import type { EventFormat } from './format';

/** One event per line, as `GET /audit-trail/events/:id` returns it. */
export const createJsonLines = (): EventFormat => ({
  contentType: 'application/jsonl; charset=utf-8',
  head: '',
  // JSON escapes line breaks, so a line is always one event.
  linesOf: (events) => events.map((event) => `${JSON.stringify(event)}\n`).join(''),
});
