import { useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';

import { parseSearch, printSearch, type SearchTerm } from '../../../../server/src/contracts/search';
import { filtersOf } from '../../api/event-query';
import { useEvents } from '../../api/events';
import { useHistogram } from '../../api/histogram';
import { narrowedTo } from './find/terms';
import { useKnownActors } from './find/useKnownActors';
import {
  FIRST_PAGE,
  formatApiQuery,
  formatHistogramQuery,
  formatQuery,
  parseQuery,
  readerTimeZone,
  type PageQuery,
  type QueryState,
} from './query-state';

const FROM_LIST = { fromList: true };

/** The state of the page and the way to change it; it lives in the URL and nowhere else. */
function useQueryState() {
  const [search, setSearch] = useSearchParams();
  const query = parseQuery(search);

  // Fields report changes in the same moment (a typed date as its field loses the focus to
  // "Clear filters", an emptied picker); each must build on the last, not on what is rendered.
  const latest = useRef(search.toString());
  useEffect(() => {
    latest.current = search.toString();
  }, [search]);

  const change = (part: Partial<QueryState>, options?: { replace?: boolean; state?: unknown }) => {
    const before = parseQuery(new URLSearchParams(latest.current));
    const next = formatQuery({ ...before, ...part }).toString();
    if (next === formatQuery(before).toString()) return;
    latest.current = next;
    setSearch(next, options);
  };
  return { query, change };
}

/** Everything the page shows and can do. */
export function useEventList() {
  const location = useLocation();
  const navigate = useNavigate();
  const { query, change } = useQueryState();
  const { event: openEventId, ...list } = query;
  const { search, problems } = parseSearch(query.text);
  const isUnderstood = problems.length === 0;
  const apiQuery = formatApiQuery(list, readerTimeZone());
  const events = useEvents(isUnderstood ? apiQuery : null);
  const histogram = useHistogram(
    isUnderstood ? formatHistogramQuery(query.text, readerTimeZone()) : null
  );
  const { state } = events;
  const reload = () => {
    events.reload();
    histogram.reload();
  };
  const rows = state.status === 'loaded' ? state.data.results : null;
  const knownActors = useKnownActors(search, rows);

  const [clearings, setClearings] = useState(0);

  const ask = (text: string) => change({ text, ...FIRST_PAGE });
  const cameFromList = (location.state as { fromList?: boolean } | null)?.fromList === true;

  return {
    query,
    /** The parts of the question that are understood. */
    search,
    /** False: the address holds a question that nobody can answer, and no events were asked for. */
    isUnderstood,
    /** The accounts asked for by id, with a name where one is known. */
    knownActors,
    state,
    /** The same events over time. */
    histogram,
    /** Asks for both anew. */
    reload,
    openEventId,
    /** The question alone, as the server understands it. */
    filters: isUnderstood ? filtersOf(apiQuery) : '',
    /** Asks another question: what the search box would hold. */
    ask,
    narrowTo: (terms: readonly SearchTerm[]) =>
      change({ text: printSearch(narrowedTo(search, terms)), ...FIRST_PAGE, event: null }),
    /** Renews fields that still hold something typed but not yet reported. */
    clearings,
    clearFilters: () => {
      setClearings(clearings + 1);
      ask('');
    },
    /** The first page, asked anew. */
    showNewest: () => {
      change(FIRST_PAGE);
      reload();
    },
    setPageSize: (pageSize: number) => change({ pageSize, ...FIRST_PAGE }),
    hrefOfPage: (page: PageQuery) => ({ search: formatQuery({ ...query, ...page }).toString() }),
    openEvent: (event: string) => change({ event }, { state: FROM_LIST }),
    /** Shows another event in the open details; "back" still leads to the list. */
    stepToEvent: (event: string) =>
      change({ event }, { replace: true, state: location.state as unknown }),
    closeEvent: () => {
      // Going back instead of forward keeps "back" from opening the details again.
      if (cameFromList) navigate(-1);
      else change({ event: null }, { replace: true });
    },
  };
}

export type EventList = ReturnType<typeof useEventList>;
