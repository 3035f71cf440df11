import type { EventDetails, RequestFacts, RequestRecord } from '../../contracts';
import { agentOf } from './agent';
import { toRequestRecord, type StoredRequest } from '../../journal/request-row';
import { toEventBody, toEventSummary, type StoredEvent } from '../../journal/row';

/** What other code called an action of its own; null for all others. */
export type LabelOf = (action: string) => string | null;

function withRequest(facts: RequestFacts, row: StoredRequest | undefined): RequestRecord {
  if (!row) {
    // Code without a request, or a crash before the request's row was written.
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
    // The event's own columns cut what is long.
    path: record.path ?? facts.path,
    userAgent,
    agent: agentOf(userAgent),
  };
}

/** An event as its details show it: its row and, where there is one, the row of its request. */
export function toEventDetails(
  row: StoredEvent,
  request: StoredRequest | undefined,
  labelOf: LabelOf
): EventDetails {
  const summary = toEventSummary(row);
  // Not spread into a new object: V8 would allocate each among the old ones, which it rarely collects.
  return Object.assign(summary, {
    actionLabel: labelOf(row.action),
    ...toEventBody(row),
    request: withRequest(summary.request, request),
  });
}
