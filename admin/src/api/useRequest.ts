import { useFetchClient } from '@strapi/strapi/admin';
import { useCallback, useEffect, useState } from 'react';

import { failureOf, type Failure } from './failure';

export type RequestState<T> =
  | { status: 'loading' }
  | { status: 'failed'; failure: Failure }
  | { status: 'loaded'; data: T; loadedAt: Date };

interface Answer<T> {
  url: string;
  attempt: number;
  state: RequestState<T>;
}

/**
 * Asks for `url` whenever it changes, and again on `reload`; `null` asks for nothing.
 * An answer belongs to the url it was asked for: until the new one arrives the state is
 * `loading`, so that rows of an earlier query are never taken for those of this one.
 */
export function useRequest<T>(url: string | null): { state: RequestState<T>; reload: () => void } {
  const { get } = useFetchClient();
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<Answer<T> | null>(null);

  useEffect(() => {
    if (url === null) return undefined;
    const controller = new AbortController();
    const settle = (state: RequestState<T>) => {
      if (!controller.signal.aborted) setAnswer({ url, attempt, state });
    };
    get<T>(url, { signal: controller.signal }).then(
      ({ data }) => settle({ status: 'loaded', data, loadedAt: new Date() }),
      (error: unknown) => settle({ status: 'failed', failure: failureOf(error) })
    );
    return () => controller.abort();
  }, [url, attempt, get]);

  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  const isCurrent = answer?.url === url && answer.attempt === attempt;
  return { state: isCurrent ? answer.state : { status: 'loading' }, reload };
}
