import type { Json } from '../contracts';
import {
  NO_REQUEST,
  NO_RESOURCE,
  rememberByObject,
  rememberShortTexts,
  TAG_LENGTH,
} from '../event';
import type { AuditEvent, RawChange, RedactedEvent } from '../event';
import { validDate } from './attempt';
import { brandEvent } from './brand';
import type { ShapeAtPath } from './change-path';
import { createChangeRedactor, type ScrubbedChange } from './changes';
import type { Columns } from './columns';
import { fitEvent } from './fit-event';
import { placeholder } from './markers';
import { SETTINGS_TYPE, withKeptNames } from './settings';
import type { Shape } from './shape';
import { COLUMN_LENGTH } from './text';
import { describe, type WalkLimits } from './walk';

/** Removes every secret from an event and cuts it to size. Never throws. */
export type RedactEvent = (event: AuditEvent) => RedactedEvent;

interface Deps {
  columns: Columns;
  shapeAtPath: ShapeAtPath;
  payloadShape(type: string | null): Shape;
  payloadLimits: WalkLimits;
  /** The largest event kept, in bytes of JSON. */
  maxEventBytes: number;
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

const NOTHING_HIDDEN: readonly string[] = [];
const ANONYMOUS = { type: 'anonymous', id: null, name: null, email: null } as const;
const changePlaceholder: ScrubbedChange = {
  change: {
    path: placeholder('change'),
    label: placeholder('change'),
    kind: 'value',
    hidden: true,
  },
  sides: {},
};

/** What the parts of an event need of the others. */
interface Around {
  type: string | null;
  /** What the request's path hides, which no other part may show. */
  hidden: readonly string[];
}

/**
 * Reads one part of an event. A failing part is replaced, never let through. The parts are functions
 * that are made once for a commit: a closure for each part of each event would show.
 */
function part<T>(
  read: (event: AuditEvent, around: Around) => T,
  event: AuditEvent,
  around: Around,
  otherwise: T
): T {
  try {
    return read(event, around);
  } catch {
    return otherwise;
  }
}

/** The redactor of the events of one commit: what they have in common is read once. */
export function createEventRedactor(deps: Deps): RedactEvent {
  const { columns, payloadShape, payloadLimits, maxEventBytes } = deps;
  const actorOf = rememberByObject(columns.actor);
  const requestOf = rememberByObject(columns.request);
  const shownTags = rememberByObject((tags: AuditEvent['tags']) => columns.tags(tags));
  const redactChange = createChangeRedactor({
    shapeAtPath: deps.shapeAtPath,
    scrubShort: rememberShortTexts((text) => columns.words(text) ?? ''),
  });

  const typeOf = (event: AuditEvent) => columns.id(event.resource.type);
  const hiddenOf = (event: AuditEvent) => columns.hiddenIn(event.request.path);
  const changesOf = (event: AuditEvent): RawChange[] => event.changes.slice(0, MAX_CHANGES);
  const idOf = (event: AuditEvent) => columns.id(event.id) ?? '';
  const timeOf = (event: AuditEvent): Date | null => validDate(event.occurredAt);
  const actionOf = (event: AuditEvent) => columns.id(event.action) ?? '';
  const reasonOf = ({ reason }: AuditEvent, { hidden }: Around) =>
    reason === null ? null : columns.without(columns.words(reason), hidden);
  const actorIn = (event: AuditEvent) => actorOf(event.actor);
  const requestIn = (event: AuditEvent) => requestOf(event.request);
  const resourceOf = (event: AuditEvent, { hidden }: Around) =>
    columns.resource(event.resource, hidden);
  const operationOf = (event: AuditEvent) => columns.id(event.operationId);
  const tagsOf = ({ tags }: AuditEvent, { hidden }: Around) =>
    hidden.length === 0 ? shownTags(tags) : columns.tags(tags, hidden);
  const payloadOf = (event: AuditEvent, { type }: Around): Json | null => {
    const given = event.payload ?? null;
    return given === null ? null : describe(given, payloadShape(type), payloadLimits);
  };
  const scrub = (change: RawChange, type: string | null): ScrubbedChange => {
    try {
      return redactChange(change, type);
    } catch {
      return changePlaceholder;
    }
  };
  const fit = (scrubbed: ScrubbedChange[], payload: Json | null, facts: EventFacts) => {
    try {
      return fitEvent(scrubbed, payload, {
        least: maxEventBytes - maxBytesOf(facts.tags) - ENVELOPE_BYTES,
        exactly: () => maxEventBytes - Buffer.byteLength(JSON.stringify(facts)) - ENVELOPE_BYTES,
      });
    } catch {
      return { changes: [changePlaceholder.change], payload: placeholder('payload') };
    }
  };

  return (given) => {
    const event = given.resource?.type === SETTINGS_TYPE ? withKeptNames(given) : given;
    const around: Around = { type: null, hidden: NOTHING_HIDDEN };
    around.type = part(typeOf, event, around, null);
    around.hidden = part(hiddenOf, event, around, NOTHING_HIDDEN);
    const changes = part(changesOf, event, around, []);
    const scrubbed = changes.map((change) => scrub(change, around.type));
    const payload = part(payloadOf, event, around, placeholder('payload'));
    const facts = {
      id: part(idOf, event, around, ''),
      occurredAt: part(timeOf, event, around, null) ?? new Date(),
      action: part(actionOf, event, around, ''),
      outcome: event.outcome,
      reason: part(reasonOf, event, around, null),
      origin: event.origin,
      actor: part(actorIn, event, around, ANONYMOUS),
      resource: part(resourceOf, event, around, NO_RESOURCE),
      request: part(requestIn, event, around, NO_REQUEST),
      operationId: part(operationOf, event, around, null),
      count: event.count,
      tags: part(tagsOf, event, around, []),
    };
    const fitted = fit(scrubbed, payload, facts);
    return brandEvent({
      id: facts.id,
      occurredAt: facts.occurredAt,
      action: facts.action,
      outcome: facts.outcome,
      reason: facts.reason,
      origin: facts.origin,
      actor: facts.actor,
      resource: facts.resource,
      request: facts.request,
      operationId: facts.operationId,
      count: facts.count,
      tags: facts.tags,
      changes: fitted.changes,
      payload: fitted.payload,
    });
  };
}

type EventFacts = Omit<AuditEvent, 'changes' | 'payload'>;
