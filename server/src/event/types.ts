import type { Actor, Change, Json, Origin, Outcome, RequestFacts, Resource } from '../contracts';

/**
 * What a source saw, before anything is known about who and from where. Values may still hold
 * secrets: a capture never leaves memory unredacted.
 */
export interface Capture {
  /** `noun.verb`; declared in the source's `actions`. */
  action: string;
  resource?: Partial<Resource>;
  /** Default `success`. */
  outcome?: Outcome;
  reason?: string;
  /** Overrides the request scope, e.g. with the account a sign-in was tried for. */
  actor?: Partial<Actor>;
  origin?: Origin;
  changes?: RawChange[];
  payload?: unknown;
  /** `key:value` tags to search by; the recorder adds the field names of `changes`. */
  tags?: string[];
  occurredAt?: Date;
  /** How many occurrences this represents; 1 unless throttling folded several. */
  count?: number;
  /** Repeated failures are folded for the account as a whole, whatever their target. */
  foldBy?: 'account';
  /**
   * For a bare change that its source did not describe: the actions it may have been. It is wanted
   * if one of these is.
   */
  standsFor?: readonly string[];
}

/** A difference whose values may still be secret. Redaction turns it into a `Change`. */
export interface RawChange extends Omit<Change, 'before' | 'after' | 'hidden' | 'cut'> {
  before?: unknown;
  after?: unknown;
  /** The schema forbids storing this value (password, token, private …). */
  secret?: boolean;
  /** For a change inside a JSON value: the values around it may make it a secret. */
  inside?: JsonLocation;
  /** For an attribute of a component: its row on either side, which may name the value. */
  row?: { before: unknown; after: unknown };
}

/**
 * The whole JSON value on either side of a change, and the keys that lead from it to the change.
 */
export interface JsonLocation {
  before: unknown;
  after: unknown;
  keys: readonly string[];
}

/**
 * A complete event that may still hold secrets; built by the recorder, accepted only by redaction.
 */
export interface AuditEvent {
  /** UUIDv7, time-ordered. */
  id: string;
  occurredAt: Date;
  action: string;
  outcome: Outcome;
  reason: string | null;
  origin: Origin;
  actor: Actor;
  resource: Resource;
  request: RequestFacts;
  operationId: string | null;
  count: number;
  tags: string[];
  changes: RawChange[];
  payload: unknown;
}

declare const redacted: unique symbol;

/**
 * An event that went through redaction. Only `redact/` can make one; the journal accepts nothing
 * else.
 */
export interface RedactedEvent extends Omit<AuditEvent, 'changes' | 'payload'> {
  readonly [redacted]: true;
  changes: Change[];
  payload: Json | null;
}

/** What is kept once per request, before redaction. */
export interface RequestCapture {
  request: RequestFacts;
  /** The way in, which determines the form of the bodies: GraphQL has its own. */
  origin: Origin;
  occurredAt: Date;
  durationMs: number;
  query: unknown;
  requestBody: unknown;
  responseBody: unknown;
  /**
   * The content type of the bodies, if the route names it; its schema then decides what is shown.
   */
  resourceType: string | null;
  /**
   * The route's handler, which determines the form of the bodies; `graphql` and `mcp` for these.
   */
  handler: string | null;
  requestMedia: Media;
  /** The media type of the response; null if it named none. */
  responseType: string | null;
  /** The response only repeats what the events of the request show. */
  isResponseRepeated: boolean;
}

/** What a request declares about its body. */
export interface Media {
  /** Such as `application/json`; null if none was given. */
  type: string | null;
  /** Length in bytes; null if unknown. */
  bytes: number | null;
}

/** A request row that went through redaction. */
export interface RedactedRequest {
  readonly [redacted]: true;
  request: RequestFacts;
  occurredAt: Date;
  durationMs: number;
  query: Json | null;
  requestBody: Json | null;
  responseBody: Json | null;
  handler: string | null;
}
