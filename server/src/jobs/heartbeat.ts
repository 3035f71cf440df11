import { RENEW_MS, type Lease } from './lease';

/**
 * Renews a lease in the background of work that is too busy to do so. `stop` waits for the last
 * beat.
 */
export function startHeartbeat(lease: Pick<Lease, 'renew'>) {
  let beat: Promise<unknown> = Promise.resolve();
  // A failed beat is not the end: the work checks before its next step whether it may go on.
  const timer = setInterval(() => {
    beat = lease.renew().catch(() => undefined);
  }, RENEW_MS);
  timer.unref();

  return {
    async stop(): Promise<void> {
      clearInterval(timer);
      await beat;
    },
  };
}
