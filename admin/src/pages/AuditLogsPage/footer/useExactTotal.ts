import { useState } from 'react';

import type { Pagination } from '../../../../../server/src/contracts';
import { useExactTotalOf } from '../../../api/events';
import type { EventList } from '../useEventList';

/** Facts of a page, counted to the end where the reader has asked for that. */
export interface CountedPage extends Pagination {
  /** The reader has asked, and the answer is not there yet. */
  isCounting: boolean;
}

/** Counts further than the server does unasked, for one question at a time. */
export function useExactTotal(list: EventList, pagination: Pagination) {
  const [asked, setAsked] = useState<string | null>(null);
  const isAsked = !pagination.totalIsExact && asked === list.filters;
  const { state } = useExactTotalOf(isAsked ? list.filters : null);

  const { pageSize } = pagination;
  const exact = isAsked && state.status === 'loaded' ? state.data.pagination.total : null;
  const counted: CountedPage = {
    ...pagination,
    ...(exact !== null && {
      total: exact,
      totalIsExact: true,
      pageCount: Math.ceil(exact / pageSize),
    }),
    isCounting: isAsked && state.status === 'loading',
  };
  return { counted, count: () => setAsked(list.filters) };
}
