import type { EventSummary } from '../../../../../server/src/contracts';
import { eventQuery } from '../../../api/event-query';
import { isFact, isSum } from '../../../sums';

export const RELATED_SHOWN = 10;
/** How far before and after the event the same actor is looked for. */
export const ACTOR_MINUTES = 15;

export interface RelatedGroup {
  name: 'operation' | 'entry' | 'actor';
  /** The query string that lists them; the event itself is among them. */
  query: string;
}

const shift = (occurredAt: string, minutes: number) =>
  new Date(new Date(occurredAt).getTime() + minutes * 60_000);

/** What to ask for beside an event; a group that cannot be told is left out. */
export function relatedGroups(event: EventSummary): RelatedGroup[] {
  const { operationId, resource, actor, occurredAt } = event;
  // One more than is shown: the event itself is left out.
  const size = RELATED_SHOWN + 1;
  const groups: RelatedGroup[] = [];
  if (operationId) {
    groups.push({
      name: 'operation',
      query: eventQuery([['operationId', '$eq', operationId]], size),
    });
  }
  if (resource.type && resource.documentId) {
    groups.push({
      name: 'entry',
      query: eventQuery(
        [
          ['resource.type', '$eq', resource.type],
          ['resource.documentId', '$eq', resource.documentId],
        ],
        size
      ),
    });
  }
  if (actor.id) {
    groups.push({
      name: 'actor',
      query: eventQuery(
        [
          ['actor.type', '$eq', actor.type],
          ['actor.id', '$eq', actor.id],
          ['occurredAt', '$gte', shift(occurredAt, -ACTOR_MINUTES)],
          ['occurredAt', '$lte', shift(occurredAt, ACTOR_MINUTES)],
        ],
        size
      ),
    });
  }
  return groups;
}

/** The query for the facts an event sums up; null where it sums up none. */
export function factsQuery(event: EventSummary): string | null {
  if (!isSum(event)) return null;
  const { action, operationId } = event;
  const noun = action.split('.')[0];
  const actions = ['create', 'update', 'delete'].map((verb) => `${noun}.${verb}`);
  return eventQuery(
    [
      ['operationId', '$eq', operationId!],
      ['action', '$in', actions],
    ],
    100
  );
}

/** Of the events of a sum's operation, the facts, in the order they happened. */
export const factsAmong = (events: readonly EventSummary[]): EventSummary[] =>
  events.filter(isFact).reverse();
