import type { HistogramResponse } from '../../../server/src/contracts';
import { useRequest } from './useRequest';

/** The events that match over time; null asks for none. */
export const useHistogram = (search: string | null) =>
  useRequest<HistogramResponse>(search === null ? null : `/audit-trail/histogram?${search}`);
