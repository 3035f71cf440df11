import type { Capture, RefusalSignal } from '../event';
import { defineSource } from './define-source';

const REFRESH = new Set([
  'admin::authentication.accessToken',
  'plugin::users-permissions.auth.refresh',
]);

export default defineSource({
  name: 'refusal',
  actions: {
    'request.denied': {
      label: 'Request denied',
      description: 'A request, reading ones included, without the right or the sign-in it needs.',
    },
    'request.rejected': {
      label: 'Request rejected',
      description: 'A request that was to change something and that was invalid or found nothing.',
    },
    'request.failure': {
      label: 'Request failed',
      description: 'A request that was to change something and ended in an error of the server.',
    },
  },
  handlers: [...REFRESH],
  start({ requests }) {
    requests.onRefused(describe);
  },
});

const DENIALS = new Set([401, 403, 429]);

/**
 * A denied read shows who tried to see what; a read that found nothing or failed shows nothing
 * about anyone. The admin panel reads with every access token once after it has expired and then
 * requests a new one: no event.
 */
function describe(refusal: RefusalSignal): Capture | null {
  const { method, isRead, status, handler, operation, resource, errorMessage } = refusal;
  if (method === 'OPTIONS') return null;
  if (isBareRefresh(refusal) || sessionEnded(refusal)) return null;
  if (isRead && (!isDeniedRead(status) || refusal.tokenRanOut)) return null;
  return {
    action: actionOf(status),
    outcome: DENIALS.has(status) ? 'denied' : 'failure',
    reason: errorMessage ?? `HTTP ${status}`,
    resource,
    payload: { handler, ...(operation && { operation }) },
    tags: [`status:${status}`, ...(handler ? [`handler:${handler}`] : [])],
    // A page of the panel sends many requests at once: its reader is refused once.
    ...(isRead && { foldBy: 'account' }),
  };
}

/** Every browser without a session requests an access token once: nothing is refused to it. */
const isBareRefresh = ({ status, handler, errorMessage }: RefusalSignal): boolean =>
  status === 401 && errorMessage === 'Missing refresh token' && REFRESH.has(handler ?? '');

/** The event of the session gives the reason for the sign-out. */
const sessionEnded = ({ status, recorded }: RefusalSignal): boolean =>
  status === 401 && recorded.some(({ action }) => action === 'session.expire');

const isDeniedRead = (status: number): boolean => status === 401 || status === 403;

function actionOf(status: number): string {
  if (DENIALS.has(status)) return 'request.denied';
  return status >= 500 ? 'request.failure' : 'request.rejected';
}
