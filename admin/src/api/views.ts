import { useFetchClient } from '@strapi/strapi/admin';

import type { SavedView, SavedViewListResponse } from '../../../server/src/contracts';
import { failureOf, type Failure } from './failure';
import { useRequest } from './useRequest';

const PATH = '/audit-trail/views';

/** The reader's own saved views, and the ways to change them: null where it went well. */
export function useSavedViews(active: boolean) {
  const { post, del } = useFetchClient();
  const { state, reload } = useRequest<SavedViewListResponse>(active ? PATH : null);

  const attempt = async (change: Promise<unknown>): Promise<Failure | null> => {
    try {
      await change;
      reload();
      return null;
    } catch (error) {
      return failureOf(error);
    }
  };
  return {
    state,
    save: (view: Omit<SavedView, 'id'>) => attempt(post(PATH, view)),
    remove: ({ id }: SavedView) => attempt(del(`${PATH}/${encodeURIComponent(id)}`)),
  };
}
