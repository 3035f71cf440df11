import type { ActorListResponse } from '../../../server/src/contracts';
import { useRequest } from './useRequest';

/** Actors whose name or e-mail matches `search`, one page at a time; null asks for none. */
export const useActors = (query: { search: string; page: number } | null) =>
  useRequest<ActorListResponse>(
    query === null
      ? null
      : `/audit-trail/actors?${new URLSearchParams({
          ...(query.search ? { search: query.search } : {}),
          page: String(query.page),
        })}`
  );
