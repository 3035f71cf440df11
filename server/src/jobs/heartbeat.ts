import { RENEW_MS, type Lease } from './lease';

/**
 * Renews a lease in the background of work that is too busy to do so. `stop` waits for the
 * last beat.
 */
export function startHeartbeat(lease: Pick<Lease, 'renew'>) {
  let beat: Promise<unknown> = Promise.resolve();
  let isBeating = false;
  // A failed beat is not the end: the work checks before its next step whether it may go on.
  const timer = setInterval(() => {
    // Never two: `stop` would wait for the last one only, and a late one renew a released lease.
    if (isBeating) return;
    isBeating = true;
    beat = lease
      .renew()
      .catch(() => undefined)
      .finally(() => (isBeating = false));
  }, RENEW_MS);
  timer.unref();

  return {
    async stop(): Promise<void> {
      clearInterval(timer);
      await beat;
    },
  };
}
