import type { RequestFacts, Resource } from '../contracts';

/** Of an event outside any request. */
export const NO_REQUEST: RequestFacts = {
  id: null,
  method: null,
  path: null,
  status: null,
  ip: null,
  userAgent: null,
  sessionId: null,
};

/** Of an event that is about nothing in particular. */
export const NO_RESOURCE: Resource = {
  type: null,
  id: null,
  documentId: null,
  locale: null,
  status: null,
  name: null,
};
