import { setImmediate } from 'node:timers/promises';
import type { BatchSize, Sized } from './batch-size';

/** How the purge yields to the application. */
export interface Pace {
  now: () => number;
  /** How many requests the application is answering. */
  inFlight: () => number;
  pause: (milliseconds: number) => Promise<void>;
}

/**
 * Yields after a piece of work: for one turn if no request waits, and for as long as the work took
 * if one does.
 */
export async function yieldToOthers({ inFlight, pause }: Pace, took: number): Promise<void> {
  await setImmediate();
  if (inFlight() > 0) await pause(took);
}

interface BatchTask<Row> {
  size: BatchSize;
  remove: (batch: readonly Row[]) => Promise<void>;
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
    await remove(batch);
    const took = pace.now() - startedAt;
    size.took(took, batch.length);
    start += batch.length;
    await yieldToOthers(pace, took);
  }
}
