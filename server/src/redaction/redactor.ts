import type { Json } from '../contracts';
import type {
  AuditEvent,
  GetModel,
  ListModels,
  RedactedEvent,
  RedactedRequest,
  RequestCapture,
} from '../event';
import { createAttributeNames } from './attribute-names';
import { createAttributeJudge } from './attributes';
import { createBodyShapes, type BodyContext } from './body-shape';
import { brandEvent, brandRequest } from './brand';
import { capJson } from './cap-json';
import { createShapeAtPath } from './change-path';
import { createChangeRedactor, type ScrubbedChange } from './changes';
import { createColumns } from './columns';
import { createHiddenTexts } from './echoes';
import { fitEvent } from './fit-event';
import type { IpPrivacy } from './ip';
import { undescribed } from './markers';
import { createSchemaShapes } from './schema-shape';
import { createSecretNames } from './secret-names';
import { scrubText } from './secret-shapes';
import type { Shape } from './shape';
import { isSignInMutation, isSignInPath } from './urls';
import { describe, type WalkLimits } from './walk';

export interface RedactionConfig {
  /** Further names whose values are hidden in values that no schema describes. */
  keys: readonly string[];
  /** `uid.attribute` of private attributes that may be kept. */
  reveal: readonly string[];
  /** The largest request or response body kept, in bytes of JSON. */
  maxBodyBytes: number;
  /** The largest event kept, in bytes of JSON. */
  maxEventBytes: number;
  /** How much of an address is kept; all of it if left out. */
  ip?: IpPrivacy;
}

export interface Redactor {
  /** Removes every secret from an event and cuts it to size. Never throws. */
  event(event: AuditEvent): RedactedEvent;
  /** The same for what is kept of a request as a whole. Never throws. */
  request(capture: RequestCapture): RedactedRequest;
  /** True where values of the attribute must not be kept, so that a diff need not read them. */
  isSecretAttribute(uid: string, attribute: string): boolean;
}

interface Deps {
  getModel: GetModel;
  listModels: ListModels;
  config: RedactionConfig;
}

/** At most this many changes of one event are looked at. */
const MAX_CHANGES = 2_000;
/** For the names of `changes` and `payload` around their values. */
const ENVELOPE_BYTES = 64;

/** The only maker of redacted events and requests. The order of its rules stands in README.md. */
export function createRedactor({ getModel, listModels, config }: Deps): Redactor {
  const isSecretName = createSecretNames(config.keys);
  const judge = createAttributeJudge({ getModel, isSecretName, reveal: config.reveal });
  const shapes = createSchemaShapes({ getModel, judge, isSecretName });
  const secretsAmong = createAttributeNames({ getModel, listModels, judge });
  const bodies = createBodyShapes({
    getModel,
    judge,
    isSecretName,
    shapes,
    secretsAmong,
    listModels,
  });
  const scrub = (text: string) =>
    scrubText(text, { isSecretName, assignments: true, random: true });
  const columns = createColumns(scrub, config.ip);
  const redactChange = createChangeRedactor({
    shapeAtPath: createShapeAtPath({
      ...{ getModel, judge, isSecretName, shapes, secretsAmong },
      untyped: bodies.free(null),
    }),
    scrubShort: (text) => columns.words(text) ?? '',
  });
  const bodyLimits: WalkLimits = {
    ...{ depth: 24, nodes: 5_000, children: 500 },
    ...{ text: config.maxBodyBytes, allText: config.maxBodyBytes * 4 },
  };
  const payloadLimits: WalkLimits = {
    ...bodyLimits,
    ...{ text: config.maxEventBytes, allText: config.maxEventBytes * 2 },
  };

  const cappedBody = (read: () => Json | null): Json | null =>
    attempt(() => {
      const body = read();
      return body === null ? null : capJson(body, config.maxBodyBytes);
    }, undescribed('body'));

  return {
    event: (event) => {
      const type = attempt(() => columns.id(event.resource.type), null);
      const changes = attempt(() => event.changes.slice(0, MAX_CHANGES), []);
      const scrubbed = changes.map((change) =>
        attempt<ScrubbedChange>(() => redactChange(change, type), undescribedChange)
      );
      const payload = attempt<Json | null>(
        () => describe(event.payload ?? null, bodies.free(type), payloadLimits),
        undescribed('payload')
      );
      const facts = {
        id: attempt(() => columns.id(event.id) ?? '', ''),
        occurredAt: attempt(() => validDate(event.occurredAt), new Date()),
        action: attempt(() => columns.id(event.action) ?? '', ''),
        outcome: event.outcome,
        reason: attempt(() => columns.words(event.reason), null),
        origin: event.origin,
        actor: attempt(() => columns.actor(event.actor), NOBODY),
        resource: attempt(() => columns.resource(event.resource), NOTHING),
        request: attempt(() => columns.request(event.request), NO_REQUEST),
        operationId: attempt(() => columns.id(event.operationId), null),
        count: event.count,
        tags: attempt(() => columns.tags(event.tags), []),
      };
      const room = config.maxEventBytes - Buffer.byteLength(JSON.stringify(facts)) - ENVELOPE_BYTES;
      const fitted = attempt(() => fitEvent(scrubbed, payload, room), {
        changes: [undescribedChange.change],
        payload: undescribed('payload'),
      });
      return brandEvent({ ...facts, ...fitted });
    },

    request: (capture) => {
      const isSignIn = attempt(
        () => isSignInPath(capture.request.path ?? '') || isSignInMutation(capture.requestBody),
        true
      );
      const context: BodyContext = {
        type: attempt(() => columns.id(capture.resourceType), null),
        ...{ isSignIn, isGraphql: capture.origin === 'graphql', sent: capture.requestBody },
      };
      const hidden = createHiddenTexts();
      const sent = (value: unknown, shape: () => Shape) =>
        cappedBody(() => describe(value ?? null, shape(), bodyLimits, hidden.add));
      return brandRequest({
        request: attempt(() => columns.request(capture.request), NO_REQUEST),
        occurredAt: attempt(() => validDate(capture.occurredAt), new Date()),
        durationMs: attempt(() => Math.max(0, Math.round(Number(capture.durationMs) || 0)), 0),
        query: sent(
          attempt(() => readQuery(capture.query), null),
          () => bodies.query(context)
        ),
        requestBody: sent(capture.requestBody, () =>
          bodies.request({ ...context, onHidden: hidden.add })
        ),
        responseBody: cappedBody(() =>
          hidden.removedFrom(
            describe(capture.responseBody ?? null, bodies.answer(context), bodyLimits)
          )
        ),
      });
    },

    isSecretAttribute: (uid, attribute) =>
      attempt(() => ['secret', 'names-only'].includes(judge(uid, attribute)), true),
  };
}

const NOBODY = { type: 'anonymous', id: null, name: null, email: null } as const;
const NOTHING = { type: null, id: null, documentId: null, locale: null, status: null, name: null };
const NO_REQUEST = {
  ...{ id: null, method: null, path: null, status: null, ip: null, userAgent: null },
  sessionId: null,
};
const undescribedChange: ScrubbedChange = {
  change: {
    path: undescribed('change'),
    label: undescribed('change'),
    kind: 'value',
    hidden: true,
  },
  sides: {},
};

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

/** A raw query string is taken apart, so that names can decide. */
function readQuery(query: unknown): unknown {
  if (typeof query !== 'string') return query ?? null;
  const parameters = [...new URLSearchParams(query.slice(0, 16_384)).entries()];
  return parameters.length === 0 ? null : new Map(parameters);
}
