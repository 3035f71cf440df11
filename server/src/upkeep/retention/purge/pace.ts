import { setImmediate } from 'node:timers/promises';
import type { BatchSize, Sized } from './batch-size';

/** How much the application is used. */
export interface Load {
  /** How many requests it is answering. */
  inFlight(): number;
  /** How many it has answered since its start. */
  answered(): number;
}

/** How the purge yields to the application. */
export interface Pace {
  now: () => number;
  load: Load;
  /** Whether nobody has used the application for a while. */
  isQuiet: () => boolean;
  pause: (milliseconds: number) => Promise<void>;
}

/** So long after the last request nobody is expected to send the next one, in milliseconds. */
const QUIET_MS = 2_000;

/** Tells whether the application has not been used for a while, as far as it was asked since. */
export function watchQuiet(load: Load, now: () => number): () => boolean {
  let seen = -1;
  let usedAt = 0;
  return () => {
    if (load.inFlight() > 0 || load.answered() !== seen) {
      seen = load.answered();
      usedAt = now();
    }
    return now() - usedAt >= QUIET_MS;
  };
}

/**
 * Yields after a piece of work: for one turn if no request waits, and for as long as the work took
 * if one does.
 */
export async function yieldToOthers({ load, pause }: Pace, took: number): Promise<void> {
  await setImmediate();
  if (load.inFlight() > 0) await pause(took);
}

interface BatchTask<Row> {
  size: BatchSize;
  /** Returns how long others had to wait for it, in milliseconds. */
  remove: (batch: readonly Row[]) => Promise<number>;
  mayGoOn: () => Promise<boolean>;
}

/** Removes rows batch by batch, until all are removed or it may not go on. */
export async function inBatches<Row extends Sized>(
  pace: Pace,
  rows: readonly Row[],
  { size, remove, mayGoOn }: BatchTask<Row>
): Promise<void> {
  for (let start = 0; start < rows.length && (await mayGoOn());) {
    const batch = size.batchOf(rows.slice(start, start + size.rows()));
    const startedAt = pace.now();
    const took = await remove(batch);
    const waited = pace.now() - startedAt - took;
    size.took(took, batch.length);
    start += batch.length;
    // Others had their turn while it waited for a connection.
    await yieldToOthers(pace, Math.max(0, took - waited));
  }
}
