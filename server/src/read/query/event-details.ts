import type { EventDetails, RequestFacts, RequestRecord } from '../../contracts';
import { agentOf } from './agent';
import { toRequestRecord, type StoredRequest } from '../../journal/request-row';
import { toEventBody, toEventSummary, type StoredEvent } from '../../journal/row';

/** The label that other code gave its own action; null for all other actions. */
export type LabelOf = (action: string) => string | null;

function withRequest(facts: RequestFacts, row: StoredRequest | undefined): RequestRecord {
  if (!row) {
    // Code outside a request, or a crash before the request's row was written.
    return {
      ...facts,
      agent: agentOf(facts.userAgent),
      durationMs: null,
      query: null,
      requestBody: null,
      responseBody: null,
      handler: null,
    };
  }
  const record = toRequestRecord(row);
  const userAgent = record.userAgent ?? facts.userAgent;
  return {
    ...record,
    ...facts,
    status: facts.status ?? record.status,
    // The event's own columns truncate long values.
    path: record.path ?? facts.path,
    userAgent,
    agent: agentOf(userAgent),
  };
}

/** An event as the details view shows it: its row and, if there is one, its request's row. */
export function toEventDetails(
  row: StoredEvent,
  request: StoredRequest | undefined,
  labelOf: LabelOf
): EventDetails {
  const summary = toEventSummary(row);
  // Not spread into a new object: V8 would allocate each in the old space, which it rarely
  // collects.
  return Object.assign(summary, {
    actionLabel: labelOf(row.action),
    ...toEventBody(row),
    request: withRequest(summary.request, request),
  });
}
