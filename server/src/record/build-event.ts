import { uuidv7 } from 'uuidv7';
import { ACTOR_TYPES, CHANGE_KINDS, ORIGINS, OUTCOMES } from '../contracts';
import type { Actor, Origin, RequestFacts } from '../contracts';
import { occurrencesOf } from './losses';
import { actionOf, EVENT_PLACEHOLDER } from './own-events/read-capture';
import { fieldTags, TAG_LENGTH, NO_RESOURCE } from '../event';
import type { AuditEvent, Capture, RedactedEvent } from '../event';

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
  const build = (capture: Capture, around: Circumstances): AuditEvent => {
    const { origin, request, operationId, reason } = around;
    return {
      id: uuidv7(),
      occurredAt: capture.occurredAt ?? new Date(),
      action: capture.action,
      outcome: oneOf(OUTCOMES, capture.outcome, 'success'),
      reason: capture.reason ?? reason,
      origin: oneOf(ORIGINS, capture.origin, origin),
      actor: actorOf(capture, around),
      resource: { ...NO_RESOURCE, ...capture.resource },
      request,
      operationId,
      count: occurrencesOf(capture),
      tags: tagsOf(capture),
      changes: (capture.changes ?? []).map((change) => ({
        ...change,
        kind: oneOf(CHANGE_KINDS, change.kind, 'value'),
      })),
      payload: capture.payload ?? null,
    };
  };

  return {
    describe(captures) {
      const around = circumstances();
      const commit = {};
      return captures.map((capture) => {
        const { action, resource, outcome, reason, actor, origin } = capture;
        const details = { action, resource, outcome, reason, actor, origin };
        return firstSuccess([
          () => redact(build(capture, around), commit),
          () => redact(build({ ...details, payload: EVENT_PLACEHOLDER }, around), commit),
          () =>
            redact(
              build({ action: actionOf(capture), payload: EVENT_PLACEHOLDER }, around),
              commit
            ),
        ]);
      });
    },
  };
}

/** The same object for all events whose capture names no other actor. */
const actorOf = ({ actor }: Capture, around: Circumstances): Actor =>
  actor
    ? { ...around.actor, ...actor, type: oneOf(ACTOR_TYPES, actor.type, around.actor.type) }
    : around.actor;

/** @throws the last error, if all attempts fail */
function firstSuccess<Result>([attempt, ...others]: [() => Result, ...(() => Result)[]]): Result {
  const [next, ...rest] = others;
  if (!next) return attempt();
  try {
    return attempt();
  } catch {
    return firstSuccess([next, ...rest]);
  }
}

/** Types do not bind JavaScript callers: an unknown word is not stored. */
const oneOf = <Word>(words: readonly Word[], word: Word | undefined, otherwise: Word): Word =>
  word !== undefined && words.includes(word) ? word : otherwise;

/** What can be searched for later: the source's own tags, then every changed field. */
function tagsOf({ tags = [], changes = [] }: Capture): string[] {
  const ownTags = tags.filter((tag) => tag.length <= TAG_LENGTH).slice(0, MAX_OWN_TAGS);
  return [...new Set([...ownTags, ...fieldTags(changes.map(({ path }) => path))])];
}
