import type { ErasableEvent, ErasableRequest } from './rewrite';

/** A row as the driver gives it: JSON columns parsed on some databases, text on others. */
export type StoredRow = Record<string, unknown>;

export const EVENT_COLUMNS = [
  'action',
  ...['actor_type', 'actor_id', 'actor_email', 'resource_type', 'resource_id', 'resource_name'],
  ...['request_id', 'reason', 'path', 'user_agent', 'tags', 'changes', 'payload'],
];
export const REQUEST_COLUMNS = ['path', 'user_agent', 'query', 'request_body', 'response_body'];

const JSON_COLUMNS = ['tags', 'changes', 'payload'];

export function toErasableEvent(row: StoredRow): ErasableEvent {
  const texts = JSON_COLUMNS.map((name) => [name, jsonText(row[name])]);
  return { ...row, ...Object.fromEntries(texts) } as ErasableEvent;
}

export const toErasableRequest = (row: StoredRow): ErasableRequest =>
  row as unknown as ErasableRequest;

function jsonText(stored: unknown): string | null {
  if (stored === null || stored === undefined) return null;
  return typeof stored === 'string' && isJson(stored) ? stored : JSON.stringify(stored);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
