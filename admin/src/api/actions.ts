import type { ActionListResponse } from '../../../server/src/contracts';
import { useRequest } from './useRequest';

/** Every action that can be filtered by; asks for nothing while `active` is false. */
export const useActions = (active = true) =>
  useRequest<ActionListResponse>(active ? '/audit-trail/actions' : null);
