import { useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useState } from 'react';

import type { NewsResponse } from '../../../server/src/contracts';

const POLL_MS = 3_000;
/** Questions renew the session: a page that nobody is at must not keep it from ending. */
const AWAY_MS = 5 * 60_000;
const SIGNS_OF_LIFE = ['pointermove', 'pointerdown', 'keydown', 'scroll'] as const;

export type News = Pick<NewsResponse, 'count' | 'isExact'>;

const NONE: News = { count: 0, isExact: true };

/**
 * How many events that match came after `cursor`; asks every few seconds while the page is in sight
 * and somebody is at it.
 * `filters` is the list's query string without page and sort; a null cursor asks for nothing.
 */
export function useNews(filters: string, cursor: string | null): News {
  const { get } = useFetchClient();
  const [news, setNews] = useState<News & { since: string | null }>({ ...NONE, since: null });

  useEffect(() => {
    if (cursor === null) return undefined;
    const controller = new AbortController();
    let timer: number | undefined;
    let isAsking = false;
    let after = cursor;
    let lastSign = Date.now();

    const ask = async () => {
      window.clearTimeout(timer);
      if (document.hidden || isAsking || Date.now() - lastSign > AWAY_MS) return;
      isAsking = true;
      try {
        const { data } = await get<NewsResponse>(`/audit-trail/news?after=${after}&${filters}`, {
          signal: controller.signal,
        });
        // Nothing came: the next question need not look at these rows again.
        if (data.count === 0 && data.isExact) after = data.cursor;
        else setNews({ count: data.count, isExact: data.isExact, since: cursor });
      } catch {
        // The list itself tells of a server out of reach; here the next round tries again.
      }
      isAsking = false;
      if (!controller.signal.aborted) timer = window.setTimeout(() => void ask(), POLL_MS);
    };
    const onSign = () => {
      const wasAway = Date.now() - lastSign > AWAY_MS;
      lastSign = Date.now();
      if (wasAway) void ask();
    };
    const onVisibility = () => {
      onSign();
      void ask();
    };

    timer = window.setTimeout(() => void ask(), POLL_MS);
    document.addEventListener('visibilitychange', onVisibility);
    for (const sign of SIGNS_OF_LIFE)
      document.addEventListener(sign, onSign, { capture: true, passive: true });
    return () => {
      controller.abort();
      window.clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisibility);
      for (const sign of SIGNS_OF_LIFE)
        document.removeEventListener(sign, onSign, { capture: true });
    };
  }, [filters, cursor, get]);

  return news.since === cursor ? news : NONE;
}
