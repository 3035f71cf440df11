import { startHeartbeat } from '../../../../server/src/jobs/heartbeat';
import { RENEW_MS } from '../../../../server/src/jobs/lease';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('waits at its stop for a renewal that takes longer than several beats', async () => {
  const ends: (() => void)[] = [];
  const renew = () => new Promise<boolean>((resolve) => ends.push(() => resolve(true)));
  const heartbeat = startHeartbeat({ renew });
  await jest.advanceTimersByTimeAsync(3 * RENEW_MS + 1);
  expect(ends).toHaveLength(1);
  let isStopped = false;
  const stopped = heartbeat.stop().then(() => (isStopped = true));
  await jest.advanceTimersByTimeAsync(RENEW_MS);
  expect(isStopped).toBe(false);
  ends[0]!();
  await stopped;
  expect(ends).toHaveLength(1);
});

it('goes on beating after one that failed', async () => {
  let begun = 0;
  const heartbeat = startHeartbeat({ renew: () => Promise.reject(new Error(`${(begun += 1)}`)) });
  await jest.advanceTimersByTimeAsync(2 * RENEW_MS + 1);
  expect(begun).toBe(2);
  await heartbeat.stop();
});
