import { useState } from 'react';

import {
  parseAccount,
  printAccount,
  type Search,
} from '../../../../../server/src/contracts/search';
import type { Actor, EventSummary } from '../../../../../server/src/contracts';
import { useActors } from '../../../api/actors';
import type { KnownActors } from './useTermWording';

const idOf = ({ type, id }: Actor) => (id === null ? null : printAccount({ type, id }));

/**
 * Names for the accounts that a question asks for: from the rows of the page (`null` while they
 * load), from what was seen before, or among the first choices of the server.
 */
export function useKnownActors(search: Search, rows: EventSummary[] | null): KnownActors {
  const [known, setKnown] = useState<KnownActors>(new Map());
  const wanted = search.flatMap(({ key, value }) =>
    key === 'actor' && parseAccount(value) && !known.has(value) ? [value] : []
  );
  const seen = (rows ?? []).map(({ actor }) => actor);
  const isSeen = (id: string) => seen.some((actor) => idOf(actor) === id);
  const mustAsk = rows !== null && wanted.some((id) => !isSeen(id));
  const { state } = useActors(mustAsk ? { search: '', page: 1 } : null);
  const offered = state.status === 'loaded' ? state.data.results : [];

  const found = wanted.flatMap((id) => {
    const actor = [...seen, ...offered].find((one) => idOf(one) === id);
    return actor ? [[id, actor] as const] : [];
  });
  // Kept, so that the name stays while the next page loads.
  if (found.length > 0) setKnown(new Map([...known, ...found]));
  return known;
}
