import type { Json } from './json';
import type { ActorType, ChangeKind, Origin, Outcome } from './vocabulary';

/** Who acted, copied into the event so that it stays readable after the account is gone. */
export interface Actor {
  type: ActorType;
  /** The account's or token's id as text; null for `system` and `anonymous`. */
  id: string | null;
  name: string | null;
  email: string | null;
}

/** What was acted on, copied like the actor. */
export interface Resource {
  /** A Strapi uid (`api::article.article`, `admin::role`, `plugin::upload.file` …) or a plugin's own name. */
  type: string | null;
  /** The numeric row id as text. */
  id: string | null;
  documentId: string | null;
  locale: string | null;
  /** `draft` or `published` for types with draft & publish, otherwise null. */
  status: string | null;
  /** Its title for people. */
  name: string | null;
}

/** A related row or a file, by its name at the time of the event. */
export interface Reference {
  id: string | null;
  documentId?: string | null;
  type?: string;
  name: string | null;
  locale?: string | null;
  /**
   * Its position in its list, counted from 0: after the change, or before it if it was removed.
   * Absent if the database keeps no order.
   */
  position?: number;
  /** For a moved item: its position before. */
  from?: number;
}

/** One difference. `before` and `after` are absent if the side did not exist. */
export interface Change {
  /**
   * Dotted path inside the resource, unique within the event: `seo.title`, `links[0].label`. The
   * brackets hold the position of a component in its list, counted from 0, and in a dynamic zone
   * its type: `sections[2:hero].heading`. The position is the one after the change; for a removed
   * component it is the one before, and the brackets note it: `sections[1:quote removed].text`. The
   * search word `field:` knows the path without brackets (`sections.heading`), the attribute
   * (`sections`), and the field alone (`heading`). `[published].title` is the value of a published
   * version that was deleted with its draft.
   */
  path: string;
  /**
   * The same in words, positions counted from 1: `Title`, `Seo: Title`, `Sections 3 · Hero:
   * Heading`.
   */
  label: string;
  kind: ChangeKind;
  before?: Json;
  after?: Json;
  /** For relations, media and repeatable components: what was added, removed and moved. */
  added?: Reference[];
  removed?: Reference[];
  moved?: Reference[];
  /** True if the value is secret: only the fact that it changed is kept. */
  hidden?: true;
  /**
   * Set if a value was too large to keep whole: its length in bytes and a SHA-256 fingerprint per
   * side.
   */
  cut?: {
    before?: { bytes: number; fingerprint: string };
    after?: { bytes: number; fingerprint: string };
  };
}

/** The HTTP request an event belongs to; every field is null for code without a request. */
export interface RequestFacts {
  id: string | null;
  method: string | null;
  /** Path without the query string. */
  path: string | null;
  /** Null while the response does not exist. */
  status: number | null;
  /** What Koa trusts (`ctx.request.ip`), honouring Strapi's proxy settings. */
  ip: string | null;
  userAgent: string | null;
  sessionId: string | null;
}

/** What a user agent declares, for people. */
export interface Agent {
  /** "Chrome", "curl 8.4.0" */
  program: string;
  /** "Windows", "iOS"; null if it names none. */
  system: string | null;
}

/**
 * What the details add about the request as a whole: kept once per request, redacted and capped.
 */
export interface RequestRecord extends RequestFacts {
  /** Null if the user agent names no program. */
  agent: Agent | null;
  durationMs: number | null;
  query: Json | null;
  requestBody: Json | null;
  responseBody: Json | null;
  /** The route's handler, as `requests.reveal` names it; null if unknown. */
  handler: string | null;
}

/** One event, as lists show it. All ids are strings; `id` is a UUIDv7. */
export interface EventSummary {
  id: string;
  /** UTC, ISO 8601 with milliseconds. */
  occurredAt: string;
  /** `noun.verb`, e.g. `entry.publish`. */
  action: string;
  /** The label of an action that the application declared; null for all others. */
  actionLabel: string | null;
  outcome: Outcome;
  /**
   * Why an outcome is not a success, a purge's rule, or the reason given to `run({ reason })`; null
   * otherwise.
   */
  reason: string | null;
  origin: Origin;
  actor: Actor;
  resource: Resource;
  request: RequestFacts;
  /** Ties the events of one user action together. */
  operationId: string | null;
  /** 1 unless throttling folded several. */
  count: number;
  tags: string[];
  /** How many fields differ; the list shows it without reading the changes. */
  changedFields: number;
}

/** One event with everything stored about it. */
export interface EventDetails extends EventSummary {
  changes: Change[];
  payload: Json | null;
  request: RequestRecord;
}

/** Replaces a person's data, so a reader sees that something was erased. */
export const ERASED = '[erased]';
