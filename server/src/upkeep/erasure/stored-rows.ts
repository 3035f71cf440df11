import type { ErasableEvent, ErasableRequest } from './rewrite';

/** A row as the driver returns it: JSON columns parsed on some databases, text on others. */
export type StoredRow = Record<string, unknown>;

export const EVENT_COLUMNS = [
  'action',
  ...['actor_type', 'actor_id', 'actor_name', 'actor_email', 'resource_type', 'resource_id'],
  ...['resource_document_id', 'resource_locale', 'resource_status', 'resource_name'],
  ...['request_id', 'reason', 'path', 'user_agent', 'tags', 'changes', 'payload'],
];
export const REQUEST_COLUMNS = ['path', 'user_agent', 'query', 'request_body', 'response_body'];

const JSON_COLUMNS = ['tags', 'changes', 'payload'];

export function toErasableEvent(row: StoredRow): ErasableEvent {
  // A payload may itself be a text; `changes` is a list and shows whether the driver parses.
  const isText = typeof row.changes === 'string';
  const texts = JSON_COLUMNS.map((name) => [name, isText ? row[name] : jsonText(row[name])]);
  return { ...row, ...Object.fromEntries(texts) } as ErasableEvent;
}

export const toErasableRequest = (row: StoredRow): ErasableRequest =>
  row as unknown as ErasableRequest;

const jsonText = (stored: unknown): string | null =>
  stored === null || stored === undefined ? null : JSON.stringify(stored);
