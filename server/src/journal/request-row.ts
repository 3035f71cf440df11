import type { Json, RequestRecord } from '../contracts';
import type { RedactedRequest } from '../event';
import { byteLength, fromJsonText, toJson } from './column-values';

/** One row of `audit_trail_requests`: what belongs to a request as a whole. */
export interface RequestRow {
  request_id: string;
  occurred_at: number;
  method: string | null;
  path: string | null;
  status: number | null;
  duration_ms: number;
  ip: string | null;
  user_agent: string | null;
  session_id: string | null;
  /** Length of the three JSON columns in UTF-8 bytes. */
  bytes: number;
  query: string | null;
  request_body: string | null;
  response_body: string | null;
  /** The route's handler; null in rows of 0.1.0. */
  handler: string | null;
}

/** Number of values one inserted request binds. */
export const REQUEST_ROW_WIDTH = 14;

/** A row as it is read: drivers return bigints as text. */
export type StoredRequest = Omit<RequestRow, 'occurred_at'> & { occurred_at: number | string };

/** Turns a redacted request into its row, or null if no event could ever name it. */
export const toRequestRow = (record: RedactedRequest): RequestRow | null => {
  const { request } = record;
  if (request.id === null) return null;

  const query = toJson(record.query);
  const requestBody = toJson(record.requestBody);
  const responseBody = toJson(record.responseBody);

  return {
    request_id: request.id,
    occurred_at: record.occurredAt.getTime(),
    method: request.method,
    path: request.path,
    status: request.status,
    duration_ms: Math.round(record.durationMs),
    ip: request.ip,
    user_agent: request.userAgent,
    session_id: request.sessionId,
    bytes: byteLength(query) + byteLength(requestBody) + byteLength(responseBody),
    query,
    request_body: requestBody,
    response_body: responseBody,
    handler: record.handler,
  };
};

/** Turns a stored row back into the request in an event's details. */
export const toRequestRecord = (row: StoredRequest): Omit<RequestRecord, 'agent'> => ({
  id: row.request_id,
  method: row.method,
  path: row.path,
  status: row.status,
  ip: row.ip,
  userAgent: row.user_agent,
  sessionId: row.session_id,
  durationMs: row.duration_ms,
  query: fromJsonText<Json>(row.query),
  requestBody: fromJsonText<Json>(row.request_body),
  responseBody: fromJsonText<Json>(row.response_body),
  handler: row.handler,
});
