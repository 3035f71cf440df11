import type { App } from '../../helpers/boot-app';

/**
 * Runs `work` and tells for how long the application's process did nothing else at a time, in milliseconds.
 * On a machine that others use, a turn is late for reasons of theirs: then its own processor time counts.
 */
export async function longestBlock(app: App, work: () => Promise<unknown>): Promise<number> {
  await app.run(() => {
    const probe = { busiest: 0, latest: 0, isOver: false };
    (globalThis as { blockProbe?: typeof probe }).blockProbe = probe;
    let turn = process.cpuUsage();
    let at = performance.now();
    setImmediate(function next() {
      const { user, system } = process.cpuUsage(turn);
      const now = performance.now();
      // Both of one turn: a busy helper thread adds to the one, a busy machine to the other.
      const blocked = Math.min((user + system) / 1e3, now - at);
      probe.busiest = Math.max(probe.busiest, blocked);
      turn = process.cpuUsage();
      at = now;
      if (!probe.isOver) setImmediate(next);
    });
  });
  await work();
  return app.run(() => {
    const { blockProbe } = globalThis as unknown as {
      blockProbe: { busiest: number; isOver: boolean };
    };
    blockProbe.isOver = true;
    return blockProbe.busiest;
  });
}
