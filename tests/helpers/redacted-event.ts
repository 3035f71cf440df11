import { createRedactor } from '../../server/src/redact';
import type {
  AuditEvent,
  RedactedEvent,
  RedactedRequest,
  RequestCapture,
} from '../../server/src/event';

const redactor = createRedactor({
  getModel: () => undefined,
  listModels: () => [],
  config: { keys: [], reveal: [], maxBodyBytes: 8_192, maxEventBytes: 65_536 },
});

let made = 0;

/** A version-7 UUID, increasing from call to call. */
const nextId = () => `0190a000-0000-7000-8000-${String((made += 1)).padStart(12, '0')}`;

const ORDINARY = {
  outcome: 'success',
  reason: null,
  origin: 'admin-panel',
  actor: { type: 'admin-user', id: '1', name: 'Ada Admin', email: 'ada@example.com' },
  resource: {
    type: 'api::article.article',
    id: '7',
    documentId: 'doc7',
    locale: 'en',
    status: 'draft',
    name: 'Spring sale',
  },
  request: {
    id: '0190a000-0000-7000-8000-00000000ffff',
    method: 'PUT',
    path: '/content-manager/x',
    status: 200,
    ip: '127.0.0.1',
    userAgent: 'jest',
    sessionId: 's1',
  },
  operationId: 'op1',
  count: 1,
  tags: ['field:title'],
  changes: [],
  payload: null,
} as const;

/** An event that went through the real redaction; what is not named is ordinary. */
export const redactedEvent = (fields: Partial<AuditEvent> = {}): RedactedEvent =>
  redactor.event({
    ...ORDINARY,
    id: nextId(),
    occurredAt: new Date('2025-01-01T12:00:00.123Z'),
    action: 'entry.update',
    tags: [...ORDINARY.tags],
    changes: [],
    ...fields,
  });

/** A request that went through the real redaction; what is not named is ordinary. */
export const redactedRequest = (fields: Partial<RequestCapture> = {}): RedactedRequest =>
  redactor.request({
    request: { ...ORDINARY.request, id: nextId() },
    occurredAt: new Date('2025-01-01T12:00:00.123Z'),
    origin: 'content-api',
    durationMs: 12.6,
    query: null,
    requestBody: null,
    responseBody: null,
    resourceType: null,
    handler: null,
    requestMedia: { type: 'application/json', bytes: null },
    responseType: 'application/json',
    isResponseRepeated: false,
    ...fields,
  });
