import { NO_REQUEST } from '../event';
import type { Json } from '../contracts';
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
import { attempt, validDate } from './attempt';
import { brandRequest } from './brand';
import { capJson } from './cap-json';
import { createShapesAtPaths } from './change-path';
import { createColumns } from './columns';
import { createEventRedactor, type RedactEvent } from './event-redactor';
import type { GraphqlLibrary } from './graphql-document';
import type { IpPrivacy } from './ip';
import { REPEATED, placeholder } from './markers';
import { bytesOf, isUnread, unreadBody } from './media';
import { matcherOfAny } from '../event';
import { readQuery } from './query-string';
import { createSecretNames } from './secret-names';
import { scrubText } from './secret-shapes';
import type { Shape } from './shape';
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
  /** True for a text that the payload of an event would not keep as it is. */
  holdsSecret(text: string): boolean;
}

interface Deps {
  getModel: GetModel;
  listModels: ListModels;
  config: RedactionConfig;
  /** Reads GraphQL documents; without it they are not read, and hidden as a whole. */
  graphql?: () => GraphqlLibrary | null;
  /** Every name in the running GraphQL schema: other names of a document are hidden. */
  graphqlSchema?: () => ReadonlySet<string> | null;
}

/** The only maker of redacted events and requests. README.md explains the order of its rules. */
export function createRedactor({
  getModel,
  listModels,
  config,
  graphql = () => null,
  graphqlSchema = () => null,
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
    graphqlSchema,
  });
  const isRevealed = matcherOfAny(config.revealHandlers ?? []);
  const scrub = (text: string) => scrubText(text, isSecretName);
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

  const byCommit = new WeakMap<object, RedactEvent>();
  const createForCommit = () =>
    createEventRedactor({
      columns,
      shapeAtPath: shapesAtPaths.ofOneCommit(),
      payloadShape: bodies.free,
      payloadLimits,
      maxEventBytes: config.maxEventBytes,
    });

  return {
    event: (event, commit = {}) => {
      const known = byCommit.get(commit);
      if (known) return known(event);
      const redact = createForCommit();
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

    holdsSecret: (text) => attempt(() => bodies.free(null).text(text) !== text, true),

    isSecretAttribute(uid, attribute) {
      try {
        const verdict = judge(uid, attribute);
        return verdict === 'secret' || verdict === 'names-only';
      } catch {
        return true;
      }
    },
  };
}

const NO_MEDIA: Media = { type: null, bytes: null };

const withBytes = (media: Media, body: unknown): Media => ({
  type: media.type,
  bytes: bytesOf(body) ?? media.bytes,
});

const SIGN_IN_HANDLER = /^(?:admin::authentication|plugin::users-permissions\.auth)\./;

const isSignIn = (path: string | null, handler: string | null): boolean =>
  SIGN_IN_HANDLER.test(handler ?? '') || isSignInPath(path ?? '');
