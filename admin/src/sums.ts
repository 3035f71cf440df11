import type { EventSummary } from '../../server/src/contracts';

// Some actions leave a fact per statement and one event that sums them up, all of one operation.
const FACT_TAG = 'fact:permission';
const SUMS = ['permission.update', 'end-user-permission.update'];

/** Whether another event of the same operation sums this one up. */
export const isFact = ({ tags }: Pick<EventSummary, 'tags'>): boolean => tags.includes(FACT_TAG);

/** Whether the event sums up facts of its operation. */
export const isSum = (event: Pick<EventSummary, 'action' | 'operationId' | 'tags'>): boolean =>
  event.operationId !== null && SUMS.includes(event.action) && !isFact(event);

/** An event, and the facts it sums up, in the order they had. */
export interface FoldedEvent {
  event: EventSummary;
  facts: EventSummary[];
}

/** Puts the facts among some events beneath their sums; a fact whose sum is not there stays itself. */
export function foldFacts(events: readonly EventSummary[]): FoldedEvent[] {
  const sums = new Map<string, FoldedEvent>();
  for (const event of events) {
    if (isSum(event)) sums.set(event.operationId!, { event, facts: [] });
  }
  const folded: FoldedEvent[] = [];
  for (const event of events) {
    const sum = sums.get(event.operationId ?? '');
    if (sum && isFact(event)) sum.facts.push(event);
    else folded.push(sum?.event === event ? sum : { event, facts: [] });
  }
  return folded;
}
