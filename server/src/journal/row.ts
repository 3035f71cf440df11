import { addressKey } from '../contracts';
import type {
  ActorType,
  Change,
  EventSummary,
  Json,
  Origin,
  Outcome,
  RequestFacts,
} from '../contracts';
import { rememberByObject } from '../event';
import type { RedactedEvent } from '../event';
import { byteLength, fromAnyJson, fromJson, toJson } from './column-values';

/** One row of `audit_trail_events`, as it is inserted. The database assigns `id`. */
export interface EventRow {
  document_id: string;
  occurred_at: number;
  action: string;
  outcome: string;
  reason: string | null;
  origin: string;
  actor_type: string;
  actor_id: string | null;
  actor_name: string | null;
  actor_email: string | null;
  resource_type: string | null;
  resource_id: string | null;
  resource_document_id: string | null;
  resource_locale: string | null;
  resource_status: string | null;
  resource_name: string | null;
  request_id: string | null;
  method: string | null;
  path: string | null;
  status: number | null;
  ip: string | null;
  /** The address in a form that sorts the addresses of a network together. */
  ip_key: string | null;
  user_agent: string | null;
  session_id: string | null;
  operation_id: string | null;
  count: number;
  changed_fields: number;
  /** Length of all text and JSON of the row in UTF-8 bytes, as recorded. */
  bytes: number;
  tags: string;
  changes: string;
  payload: string | null;
}

/** The columns that hold the body of an event; a list must not read them (except tags). */
export const BODY_COLUMNS = ['changes', 'payload'] as const;

/** The columns a list reads, in table order. */
export const SUMMARY_COLUMNS = [
  'document_id',
  'occurred_at',
  'action',
  'outcome',
  'reason',
  'origin',
  'actor_type',
  'actor_id',
  'actor_name',
  'actor_email',
  'resource_type',
  'resource_id',
  'resource_document_id',
  'resource_locale',
  'resource_status',
  'resource_name',
  'request_id',
  'method',
  'path',
  'status',
  'ip',
  'user_agent',
  'session_id',
  'operation_id',
  'count',
  'changed_fields',
  'tags',
] as const satisfies readonly (keyof EventRow)[];

/** Number of values one inserted event binds. */
export const EVENT_ROW_WIDTH = SUMMARY_COLUMNS.length + BODY_COLUMNS.length + 2;

/** The bytes of text in the columns made from one of an event's objects. */
const textBytes = (columns: object): number => {
  let bytes = 0;
  for (const value of Object.values(columns))
    if (typeof value === 'string') bytes += byteLength(value);
  return bytes;
};

/** Turns the events of one commit into the rows to insert: they share their actor, request and tags. */
export const toEventRows = (events: readonly RedactedEvent[]): EventRow[] => {
  const readActor = rememberByObject(textBytes);
  const readRequest = rememberByObject((request: RequestFacts) => {
    const ipKey = addressKey(request.ip);
    return { ipKey, bytes: textBytes(request) + byteLength(ipKey) };
  });
  const readTags = rememberByObject((tags: RedactedEvent['tags']) => {
    const json = JSON.stringify(tags);
    return { json, bytes: byteLength(json) };
  });
  return events.map((event) => {
    const request = readRequest(event.request);
    const tags = readTags(event.tags);
    const bytes = request.bytes + readActor(event.actor) + tags.bytes;
    return toRow(event, { ipKey: request.ipKey, tags: tags.json, bytes });
  });
};

/** The row of one event. */
export const toEventRow = (event: RedactedEvent): EventRow => toEventRows([event])[0]!;

/** What the events of one commit share, and the bytes of that. */
interface SharedColumns {
  ipKey: string | null;
  tags: string;
  bytes: number;
}

/** Redaction has made every text fit its column. */
const toRow = (event: RedactedEvent, { ipKey, tags, bytes }: SharedColumns): EventRow => {
  const { resource } = event;
  const changes = JSON.stringify(event.changes);
  const payload = toJson(event.payload);

  return {
    document_id: event.id,
    occurred_at: event.occurredAt.getTime(),
    action: event.action,
    outcome: event.outcome,
    reason: event.reason,
    origin: event.origin,
    actor_type: event.actor.type,
    actor_id: event.actor.id,
    actor_name: event.actor.name,
    actor_email: event.actor.email,
    resource_type: resource.type,
    resource_id: resource.id,
    resource_document_id: resource.documentId,
    resource_locale: resource.locale,
    resource_status: resource.status,
    resource_name: resource.name,
    request_id: event.request.id,
    method: event.request.method,
    path: event.request.path,
    status: event.request.status,
    ip: event.request.ip,
    ip_key: ipKey,
    user_agent: event.request.userAgent,
    session_id: event.request.sessionId,
    operation_id: event.operationId,
    count: event.count,
    changed_fields: event.changes.length,
    bytes:
      bytes +
      byteLength(resource.type) +
      byteLength(resource.id) +
      byteLength(resource.documentId) +
      byteLength(resource.locale) +
      byteLength(resource.status) +
      byteLength(resource.name) +
      byteLength(changes) +
      byteLength(payload) +
      byteLength(event.id) +
      byteLength(event.action) +
      byteLength(event.outcome) +
      byteLength(event.reason) +
      byteLength(event.origin) +
      byteLength(event.operationId),
    tags,
    changes,
    payload,
  };
};

/** A row as it is read: drivers return bigints as text, and JSON parsed or as text. */
export type StoredSummary = Pick<
  EventRow,
  Exclude<(typeof SUMMARY_COLUMNS)[number], 'occurred_at' | 'tags'>
> & { occurred_at: number | string; tags: unknown };

/** A row with its body. */
export type StoredEvent = StoredSummary & { changes: unknown; payload: unknown };

/** Turns a row that was read with `SUMMARY_COLUMNS` back into an event. */
export const toEventSummary = (row: StoredSummary): Omit<EventSummary, 'actionLabel'> => ({
  id: row.document_id,
  occurredAt: new Date(Number(row.occurred_at)).toISOString(),
  action: row.action,
  outcome: row.outcome as Outcome,
  reason: row.reason,
  origin: row.origin as Origin,
  actor: {
    type: row.actor_type as ActorType,
    id: row.actor_id,
    name: row.actor_name,
    email: row.actor_email,
  },
  resource: {
    type: row.resource_type,
    id: row.resource_id,
    documentId: row.resource_document_id,
    locale: row.resource_locale,
    status: row.resource_status,
    name: row.resource_name,
  },
  request: {
    id: row.request_id,
    method: row.method,
    path: row.path,
    status: row.status,
    ip: row.ip,
    userAgent: row.user_agent,
    sessionId: row.session_id,
  },
  operationId: row.operation_id,
  count: row.count,
  tags: fromJson<string[]>(row.tags) ?? [],
  changedFields: row.changed_fields,
});

/** What a row read with `BODY_COLUMNS` adds to its summary. */
export const toEventBody = (
  row: Pick<StoredEvent, 'changes' | 'payload'>
): { changes: Change[]; payload: Json | null } => ({
  changes: fromJson<Change[]>(row.changes) ?? [],
  payload: fromAnyJson<Json>(row.payload, row.changes),
});
