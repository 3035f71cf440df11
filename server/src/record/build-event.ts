import { uuidv7 } from 'uuidv7';
import { ACTOR_TYPES, CHANGE_KINDS, ORIGINS, OUTCOMES } from '../contracts';
import type { Actor, Origin, RequestFacts } from '../contracts';
import { occurrencesOf } from './losses';
import { actionOf, EVENT_PLACEHOLDER } from './own-events/read-capture';
import { fieldTags, NO_RESOURCE, rememberShortTexts, TAG_LENGTH } from '../event';
import type { AuditEvent, Capture, RawChange, RedactedEvent } from '../event';

/** Who acts and through which way in, as the host knows it at the time of the call. */
export interface Circumstances {
  actor: Actor;
  origin: Origin;
  request: RequestFacts;
  operationId: string;
  /** The reason given by the code that runs all this. */
  reason: string | null;
}

export interface RecorderDependencies {
  /**
   * The only way from an event to something that may be stored.
   *
   * @param commit the same object for all events of one commit
   */
  redact(event: AuditEvent, commit: object): RedactedEvent;
  circumstances(): Circumstances;
}

/**
 * Builds events. Describing never throws: what cannot be described is recorded as a placeholder.
 */
export interface Recorder {
  /** The events of one commit and one scope, in order. */
  describe(captures: readonly Capture[]): RedactedEvent[];
}

/** A source's own tags, next to the fields. */
const MAX_OWN_TAGS = 20;

export function createRecorder({ redact, circumstances }: RecorderDependencies): Recorder {
  const build = (capture: Capture, around: Circumstances, tagsOf: TagsOf): AuditEvent => {
    const { origin, request, operationId, reason } = around;
    return {
      id: uuidv7(),
      occurredAt: capture.occurredAt ?? new Date(),
      action: capture.action,
      outcome: oneOf(OUTCOMES, capture.outcome, 'success'),
      reason: capture.reason ?? reason,
      origin: oneOf(ORIGINS, capture.origin, origin),
      actor: actorOf(capture, around),
      resource: resourceOf(capture),
      request,
      operationId,
      count: occurrencesOf(capture),
      tags: tagsOf(capture),
      changes: withKnownKinds(capture.changes ?? []),
      payload: capture.payload ?? null,
    };
  };

  return {
    describe(captures) {
      const around = circumstances();
      const commit = {};
      const tagsOf = createTagsOf();
      const redacted = (capture: Capture) => redact(build(capture, around, tagsOf), commit);
      return captures.map((capture) => {
        try {
          return redacted(capture);
        } catch {
          return placeholderOf(capture, redacted);
        }
      });
    },
  };
}

/**
 * What can be told of a capture that cannot be described.
 *
 * @throws the last error, if even its action cannot be read
 */
function placeholderOf(
  capture: Capture,
  redacted: (capture: Capture) => RedactedEvent
): RedactedEvent {
  try {
    const { action, resource, outcome, reason, actor, origin } = capture;
    const details = { action, resource, outcome, reason, actor, origin };
    return redacted({ ...details, payload: EVENT_PLACEHOLDER });
  } catch {
    return redacted({ action: actionOf(capture), payload: EVENT_PLACEHOLDER });
  }
}

const resourceOf = ({ resource }: Capture): AuditEvent['resource'] =>
  resource
    ? {
        type: resource.type ?? null,
        id: resource.id ?? null,
        documentId: resource.documentId ?? null,
        locale: resource.locale ?? null,
        status: resource.status ?? null,
        name: resource.name ?? null,
      }
    : NO_RESOURCE;

const withKnownKinds = (changes: RawChange[]): RawChange[] =>
  changes.every(({ kind }) => CHANGE_KINDS.includes(kind))
    ? changes
    : changes.map((change) => ({ ...change, kind: oneOf(CHANGE_KINDS, change.kind, 'value') }));

/** The same object for all events whose capture names no other actor. */
const actorOf = ({ actor }: Capture, around: Circumstances): Actor =>
  actor
    ? { ...around.actor, ...actor, type: oneOf(ACTOR_TYPES, actor.type, around.actor.type) }
    : around.actor;

/** Types do not bind JavaScript callers: an unknown word is not stored. */
const oneOf = <Word>(words: readonly Word[], word: Word | undefined, otherwise: Word): Word =>
  word !== undefined && words.includes(word) ? word : otherwise;

type TagsOf = (capture: Capture) => string[];

/**
 * What can be searched for later: the source's own tags, then every changed field. Events of one
 * commit with the same fields and no tags of their own share one list.
 */
function createTagsOf(): TagsOf {
  const ofField = rememberShortTexts((path) => fieldTags([path]));
  const ofFields = rememberShortTexts((paths) => fieldTags(JSON.parse(paths) as string[]));
  return ({ tags = NO_TAGS, changes = [] }) => {
    const [first] = changes;
    if (tags.length === 0 && first && changes.length === 1) return ofField(first.path);
    const ownTags = tags.filter((tag) => tag.length <= TAG_LENGTH).slice(0, MAX_OWN_TAGS);
    const paths = changes.map(({ path }) => path);
    if (ownTags.length === 0) return ofFields(JSON.stringify(paths));
    return [...new Set([...ownTags, ...fieldTags(paths)])];
  };
}

const NO_TAGS: readonly string[] = [];
