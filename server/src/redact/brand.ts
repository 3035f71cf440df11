import type { RedactedEvent, RedactedRequest } from '../event';

/*
 * The only file that may declare a value redacted (a lint rule enforces it): every row in the
 * journal has to come through this module.
 */

/** The fields of a redacted event, before it carries the brand. */
export type EventFields = {
  [K in keyof RedactedEvent as K extends string ? K : never]: RedactedEvent[K];
};
export type RequestFields = {
  [K in keyof RedactedRequest as K extends string ? K : never]: RedactedRequest[K];
};

export function brandEvent(fields: EventFields): RedactedEvent {
  return fields as RedactedEvent;
}

export function brandRequest(fields: RequestFields): RedactedRequest {
  return fields as RedactedRequest;
}
