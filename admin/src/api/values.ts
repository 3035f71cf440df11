import type { ValueKey, ValueListResponse } from '../../../server/src/contracts';
import { useRequest } from './useRequest';

/** Values of a key that stand in the log and begin with `search`; null asks for none. */
export const useValues = (query: { key: ValueKey; search: string } | null) =>
  useRequest<ValueListResponse>(
    query === null ? null : `/audit-trail/values?${new URLSearchParams(query)}`
  );
