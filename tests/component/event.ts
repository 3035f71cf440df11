import type { EventDetails, EventSummary } from '../../server/src/contracts';

const BASE: EventSummary = {
  id: '019a0000-0000-7000-8000-000000000001',
  occurredAt: '2026-11-20T10:00:00.000Z',
  action: 'entry.publish',
  actionLabel: null,
  outcome: 'success',
  reason: null,
  origin: 'admin-panel',
  actor: { type: 'admin-user', id: '1', name: 'Anna Berg', email: 'anna@example.com' },
  resource: {
    type: 'api::article.article',
    id: '7',
    documentId: 'spring',
    locale: 'de',
    status: 'published',
    name: 'Spring sale',
  },
  request: {
    id: '019a0000-0000-7000-8000-00000000000a',
    method: 'POST',
    path: '/content-manager/collection-types/api::article.article/spring/actions/publish',
    status: 200,
    ip: '192.0.2.1',
    userAgent: 'Mozilla/5.0',
    sessionId: 'session-1',
  },
  operationId: '019a0000-0000-7000-8000-00000000000b',
  count: 1,
  tags: ['field:title'],
  changedFields: 1,
};

/** An event as a list has it: Anna Berg published *Spring sale*, but for what is said otherwise. */
export const eventWith = (facts: Partial<EventSummary> = {}): EventSummary => ({
  ...BASE,
  ...facts,
});

/** The same with all that the details show. */
export const detailsWith = (facts: Partial<EventDetails> = {}): EventDetails => ({
  ...BASE,
  changes: [
    { path: 'title', label: 'Title', kind: 'text', before: 'Spring', after: 'Spring sale' },
  ],
  payload: null,
  ...facts,
  request: {
    ...BASE.request,
    durationMs: 12,
    query: null,
    requestBody: null,
    responseBody: null,
    agent: null,
    handler: null,
    ...facts.request,
  },
});

/** A question that is answered when the test says so. */
export function deferred<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve!: (value: Value) => void;
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
