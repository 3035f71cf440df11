import type { HealthResponse, StatusResponse } from '../../../server/src/contracts';
import { useRequest } from './useRequest';

/** How much is kept, for how long, and when the purge runs. */
export const useStatus = () => useRequest<StatusResponse>('/audit-trail/status');

/** What the log promises, and whether it kept it. */
export const useHealth = () => useRequest<HealthResponse>('/audit-trail/health');
