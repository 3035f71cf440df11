import type { EventDetails } from '../../server/src/contracts';

const NONE = {
  id: null,
  method: null,
  path: null,
  status: null,
  ip: null,
  userAgent: null,
  sessionId: null,
  durationMs: null,
  query: null,
  requestBody: null,
  responseBody: null,
  agent: null,
  handler: null,
};

/** An event as the log gives it out; what is not named is ordinary. */
export const eventDetails = (facts: Partial<EventDetails> = {}): EventDetails => ({
  id: '01990000-0000-7000-8000-000000000001',
  occurredAt: '2025-01-02T03:04:05.678Z',
  action: 'entry.update',
  actionLabel: null,
  outcome: 'success',
  reason: null,
  origin: 'admin-panel',
  actor: { type: 'admin-user', id: '1', name: 'Anna Grün', email: 'anna@example.com' },
  resource: {
    type: 'api::article.article',
    id: '7',
    documentId: 'doc7',
    locale: 'de',
    status: 'draft',
    name: 'Spring sale',
  },
  request: NONE,
  operationId: 'o1',
  count: 1,
  tags: [],
  changedFields: 1,
  changes: [{ path: 'title', label: 'Title', kind: 'value', before: 'a', after: 'b' }],
  payload: null,
  ...facts,
});
