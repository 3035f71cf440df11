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
  /** The title a person would call it by. */
  name: string | null;
}

/** A related row or a file, as it was called when the event happened. */
export interface Reference {
  id: string | null;
  documentId?: string | null;
  type?: string;
  name: string | null;
  locale?: string | null;
  /**
   * Where it stands in its list, counted from 0: afterwards, or before where it was removed. Absent
   * where the database keeps no order.
   */
  position?: number;
  /** Of what was moved: where it stood before. */
  from?: number;
}

/** One difference. `before` and `after` are absent where the side did not exist. */
export interface Change {
  /**
   * Dotted path inside the resource, unique within the event: `seo.title`, `links[0].label`. The
   * brackets hold the position of a component in its list, counted from 0, and in a dynamic zone its
   * type: `sections[2:hero].heading`. The position is the one after the change; for a component that
   * was removed it is the one before, and the brackets say so: `sections[1:quote removed].text`.
   * The search word `field:` knows the path without brackets (`sections.heading`), the attribute
   * (`sections`), and the field alone (`heading`). `[published].title` is the value of a published
   * version that was deleted with its draft.
   */
  path: string;
  /** The same in words, positions counted from 1: `Title`, `Seo: Title`, `Sections 3 · Hero: Heading`. */
  label: string;
  kind: ChangeKind;
  before?: Json;
  after?: Json;
  /** For relations, media and repeatable components: what came, went and changed place. */
  added?: Reference[];
  removed?: Reference[];
  moved?: Reference[];
  /** True where the value is secret: that it changed is all that is kept. */
  hidden?: true;
  /** Set where a value was too large to keep whole: its length in bytes and a SHA-256 fingerprint per side. */
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

/** What a user agent says of itself, for people. */
export interface Agent {
  /** "Chrome", "curl 8.4.0" */
  program: string;
  /** "Windows", "iOS"; null where it does not say. */
  system: string | null;
}

/** What the details add about the request as a whole: kept once per request, redacted and capped. */
export interface RequestRecord extends RequestFacts {
  /** Null where the user agent names no program. */
  agent: Agent | null;
  durationMs: number | null;
  query: Json | null;
  requestBody: Json | null;
  responseBody: Json | null;
  /** The route's handler, as `requests.reveal` names it; null where none is known. */
  handler: string | null;
}

/** One event, as lists show it. All ids are strings; `id` is a UUIDv7. */
export interface EventSummary {
  id: string;
  /** UTC, ISO 8601 with milliseconds. */
  occurredAt: string;
  /** `noun.verb`, e.g. `entry.publish`. */
  action: string;
  /** What the application called an action that it declared itself; null for all others. */
  actionLabel: string | null;
  outcome: Outcome;
  /** Why an outcome is not a success, a purge's rule, or what `run({ reason })` said; null otherwise. */
  reason: string | null;
  origin: Origin;
  actor: Actor;
  resource: Resource;
  request: RequestFacts;
  /** Ties the events of one user action together. */
  operationId: string | null;
  /** 1 unless a flood was folded. */
  count: number;
  tags: string[];
  /** How many fields differ; the list shows it without reading the changes. */
  changedFields: number;
}

/** One event with everything that is kept of it. */
export interface EventDetails extends EventSummary {
  changes: Change[];
  payload: Json | null;
  request: RequestRecord;
}

/** Stands where a person's data stood, so that a reader sees that something was erased. */
export const ERASED = '[erased]';
