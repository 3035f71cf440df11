import { NO_REQUEST, NO_RESOURCE } from '../event';
import type { Json } from '../contracts';
import { rememberByObject, rememberShortTexts, TAG_LENGTH } from '../event';
import type {
  AuditEvent,
  GetModel,
  ListModels,
  Media,
  RedactedEvent,
  RedactedRequest,
  RequestCapture,
} from '../event';
import { createAttributeNames } from './attribute-names';
import { createAttributeJudge } from './attributes';
import { createBodyShapes, type BodyContext } from './body-shape';
import { brandEvent, brandRequest } from './brand';
import { capJson } from './cap-json';
import { createShapesAtPaths } from './change-path';
import { createChangeRedactor, type ScrubbedChange } from './changes';
import { createColumns } from './columns';
import { fitEvent } from './fit-event';
import type { GraphqlLibrary } from './graphql-document';
import type { IpPrivacy } from './ip';
import { REPEATED, placeholder } from './markers';
import { bytesOf, isUnread, unreadBody } from './media';
import { matcherOfAny } from '../event';
import { createSecretNames } from './secret-names';
import { scrubText } from './secret-shapes';
import type { Shape } from './shape';
import { COLUMN_LENGTH } from './text';
import { isSignInPath } from './urls';
import { describe, type WalkLimits } from './walk';

export interface RedactionConfig {
  /** Further names whose values are hidden in values without a schema. */
  keys: readonly string[];
  /** `uid.attribute` of private attributes that may be kept. */
  reveal: readonly string[];
  /** Handlers, with `*`, whose bodies are read by names and looks if no schema knows a key. */
  revealHandlers?: readonly string[];
  /** The largest request or response body kept, in bytes of JSON. */
  maxBodyBytes: number;
  /** The largest event kept, in bytes of JSON. */
  maxEventBytes: number;
  /** How much of an address is kept; all of it if left out. */
  ip?: IpPrivacy;
}

export interface Redactor {
  /**
   * Removes every secret from an event and cuts it to size. Never throws.
   *
   * @param commit the same object for all events of one commit: what they have in common is then
   * read once. Their actor and request are recognised by object identity and must not change
   * meanwhile.
   */
  event(event: AuditEvent, commit?: object): RedactedEvent;
  /** The same for what is kept of a request as a whole. Never throws. */
  request(capture: RequestCapture): RedactedRequest;
  /** True if values of the attribute must not be kept, so a diff need not read them. */
  isSecretAttribute(uid: string, attribute: string): boolean;
}

interface Deps {
  getModel: GetModel;
  listModels: ListModels;
  config: RedactionConfig;
  /** Reads GraphQL documents; without it they are not read, and hidden as a whole. */
  graphql?: () => GraphqlLibrary | null;
}

/** At most this many changes of one event are examined. */
const MAX_CHANGES = 2_000;
/** For the names of `changes` and `payload` around their values. */
const ENVELOPE_BYTES = 64;
/**
 * Apart from the tags, an event's other properties are texts of at most a column's length, plus
 * their names.
 */
const MAX_TEXTS = 22;
const PROPERTY_NAMES_BYTES = 1_024;
/** What one unit of text may take in JSON. */
const BYTES_PER_UNIT = 6;

/** The most bytes that tags and other properties take. */
const maxBytesOf = (tags: readonly string[]): number =>
  (MAX_TEXTS * COLUMN_LENGTH + tags.length * TAG_LENGTH) * BYTES_PER_UNIT + PROPERTY_NAMES_BYTES;

/** The only maker of redacted events and requests. README.md explains the order of its rules. */
export function createRedactor({
  getModel,
  listModels,
  config,
  graphql = () => null,
}: Deps): Redactor {
  const isSecretName = createSecretNames(config.keys);
  const judge = createAttributeJudge({ getModel, isSecretName, reveal: config.reveal });
  const secretsAmong = createAttributeNames({ getModel, listModels, judge });
  const bodies = createBodyShapes({
    getModel,
    judge,
    isSecretName,
    secretsAmong,
    listModels,
    graphql,
  });
  const isRevealed = matcherOfAny(config.revealHandlers ?? []);
  const scrub = (text: string) =>
    scrubText(text, { isSecretName, assignments: true, random: true });
  const columns = createColumns(scrub, config.ip);
  const shapesAtPaths = createShapesAtPaths({
    getModel,
    judge,
    isSecretName,
    shapes: bodies.schema,
    secretsAmong,
    untyped: bodies.free(null),
  });
  const bodyLimits: WalkLimits = {
    depth: 24,
    nodes: 5_000,
    children: 500,
    text: config.maxBodyBytes,
    allText: config.maxBodyBytes * 4,
  };
  const payloadLimits: WalkLimits = {
    ...bodyLimits,
    text: config.maxEventBytes,
    allText: config.maxEventBytes * 2,
  };

  /** @param bytes the length of the whole body, if known */
  const keptBody = (value: unknown, shape: Shape, bytes: number | null): Json | null => {
    let isWhole = true;
    const body = describe(value ?? null, shape, bodyLimits, () => (isWhole = false));
    return body === null ? null : capJson(body, config.maxBodyBytes, { isWhole, bytes });
  };

  const byCommit = new WeakMap<object, (event: AuditEvent) => RedactedEvent>();

  const createEventRedactor = () => {
    const columns = createColumns(rememberShortTexts(scrub), config.ip);
    const actorOf = rememberByObject(columns.actor);
    const requestOf = rememberByObject(columns.request);
    const redactChange = createChangeRedactor({
      shapeAtPath: shapesAtPaths.ofOneCommit(),
      scrubShort: rememberShortTexts((text) => columns.words(text) ?? ''),
    });

    return (event: AuditEvent): RedactedEvent => {
      const type = attempt(() => columns.id(event.resource.type), null);
      const hidden = attempt(() => columns.hiddenIn(event.request.path), []);
      const changes = attempt(() => event.changes.slice(0, MAX_CHANGES), []);
      const scrubbed = changes.map((change) =>
        attempt<ScrubbedChange>(() => redactChange(change, type), changePlaceholder)
      );
      const payload = attempt<Json | null>(() => {
        const given = event.payload ?? null;
        return given === null ? null : describe(given, bodies.free(type), payloadLimits);
      }, placeholder('payload'));
      const facts = {
        id: attempt(() => columns.id(event.id) ?? '', ''),
        occurredAt: attempt(() => validDate(event.occurredAt), new Date()),
        action: attempt(() => columns.id(event.action) ?? '', ''),
        outcome: event.outcome,
        reason: attempt(() => columns.without(columns.words(event.reason), hidden), null),
        origin: event.origin,
        actor: attempt(() => actorOf(event.actor), ANONYMOUS),
        resource: attempt(() => columns.resource(event.resource, hidden), NO_RESOURCE),
        request: attempt(() => requestOf(event.request), NO_REQUEST),
        operationId: attempt(() => columns.id(event.operationId), null),
        count: event.count,
        tags: attempt(() => columns.tags(event.tags, hidden), []),
      };
      const room = {
        least: config.maxEventBytes - maxBytesOf(facts.tags) - ENVELOPE_BYTES,
        exactly: () =>
          config.maxEventBytes - Buffer.byteLength(JSON.stringify(facts)) - ENVELOPE_BYTES,
      };
      const fitted = attempt(() => fitEvent(scrubbed, payload, room), {
        changes: [changePlaceholder.change],
        payload: placeholder('payload'),
      });
      return brandEvent({ ...facts, ...fitted });
    };
  };

  return {
    event: (event, commit = {}) => {
      const redact = byCommit.get(commit) ?? createEventRedactor();
      byCommit.set(commit, redact);
      return redact(event);
    },

    request: (capture) => {
      const handler = attempt(() => columns.id(capture.handler), null);
      const context: BodyContext = {
        handler,
        origin: capture.origin,
        sent: capture.requestBody,
        type: attempt(() => columns.id(capture.resourceType), null),
        isSignIn: attempt(() => isSignIn(capture.request.path, handler), true),
        isFailed: (capture.request.status ?? 0) >= 400,
        isRevealed: attempt(() => handler !== null && isRevealed(handler), false),
      };
      const read = (value: unknown, media: Media, shape: () => Shape) =>
        attempt(() => {
          if (!context.isRevealed && isUnread(value, media)) return unreadBody(media);
          return keptBody(value, shape(), media.bytes);
        }, placeholder('body'));
      const answered = () => ({ type: capture.responseType, bytes: bytesOf(capture.responseBody) });
      return brandRequest({
        request: attempt(() => columns.request(capture.request), NO_REQUEST),
        occurredAt: attempt(() => validDate(capture.occurredAt), new Date()),
        durationMs: attempt(() => Math.max(0, Math.round(Number(capture.durationMs) || 0)), 0),
        handler,
        query: attempt(
          () => keptBody(readQuery(capture.query), bodies.query(context), null),
          placeholder('query')
        ),
        requestBody: read(
          capture.requestBody,
          attempt(() => withBytes(capture.requestMedia, capture.requestBody), NO_MEDIA),
          () => bodies.request(context)
        ),
        responseBody: capture.isResponseRepeated
          ? REPEATED
          : read(capture.responseBody, attempt(answered, NO_MEDIA), () => bodies.answer(context)),
      });
    },

    isSecretAttribute: (uid, attribute) =>
      attempt(() => ['secret', 'names-only'].includes(judge(uid, attribute)), true),
  };
}

const ANONYMOUS = { type: 'anonymous', id: null, name: null, email: null } as const;
const NO_MEDIA: Media = { type: null, bytes: null };
const changePlaceholder: ScrubbedChange = {
  change: {
    path: placeholder('change'),
    label: placeholder('change'),
    kind: 'value',
    hidden: true,
  },
  sides: {},
};

const withBytes = (media: Media, body: unknown): Media => ({
  type: media.type,
  bytes: bytesOf(body) ?? media.bytes,
});

const SIGN_IN_HANDLER = /^(?:admin::authentication|plugin::users-permissions\.auth)\./;

const isSignIn = (path: string | null, handler: string | null): boolean =>
  SIGN_IN_HANDLER.test(handler ?? '') || isSignInPath(path ?? '');

/** A failing part is replaced, never let through: redaction that fails means more redaction. */
function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

function validDate(date: Date): Date {
  return Number.isNaN(date.getTime()) ? new Date() : date;
}

/** Splits a raw query string, so names can decide. */
function readQuery(query: unknown): unknown {
  if (typeof query !== 'string') return query ?? null;
  const parameters = [...new URLSearchParams(query.slice(0, 16_384)).entries()];
  return parameters.length === 0 ? null : new Map(parameters);
}
