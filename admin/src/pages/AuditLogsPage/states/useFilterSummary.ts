import { groupsOf, rangeOf } from '../find/terms';
import { useTermWording } from '../find/useTermWording';
import type { EventList } from '../useEventList';

/** The filters in words: "Action: Publish entry, User: Anna Berg, Last 7 days". */
export function useFilterSummary({ search, knownActors }: EventList): string {
  const { groupText, rangeText } = useTermWording(knownActors);
  const range = rangeOf(search);
  const parts = groupsOf(search).map((group) => {
    const { key, values } = groupText(group);
    return `${key}: ${values}`;
  });
  if (range.after || range.before) parts.push(rangeText(range));
  return parts.join(', ');
}
