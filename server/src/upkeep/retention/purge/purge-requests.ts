import { createBatchSize } from './batch-size';
import type { PurgeContext } from './context';
import type { Gate } from './gate';
import { inBatches, yieldToOthers } from './pace';
import {
  findNamed,
  findNamedByStaying,
  readRequests,
  removeRequests,
  type NamedEvent,
  type RequestRow,
} from './requests';
import type { Tally } from './tally';

const STEP = 500;

interface RequestTask {
  /** Epoch milliseconds; younger rows stay. */
  before: number;
  tally: Tally;
  isDry: boolean;
  gate: Gate;
  /** Those of some events that a dry run would leave. */
  stayingOf: (events: readonly NamedEvent[]) => Promise<readonly NamedEvent[]>;
}

/** Removes old request rows that no event names any more. */
export async function purgeRequests(
  { db, allowPurge, pace, keep }: PurgeContext,
  { before, tally, isDry, gate, stayingOf }: RequestTask
): Promise<void> {
  const size = createBatchSize(db.dialect.client, () => (pace.isQuiet() ? 'quiet' : 'used'));
  const { mayGoOn } = gate;
  const namedOf = (rows: readonly RequestRow[]) =>
    isDry ? findNamedByStaying(db, rows, stayingOf) : findNamed(db, rows);

  for (let after: RequestRow | null = null; await mayGoOn();) {
    const startedAt = pace.now();
    const rows: RequestRow[] = await readRequests(db, before, { after, limit: STEP });
    const named = rows.length > 0 ? await namedOf(rows) : new Set<string>();
    const going = rows.filter((row) => !named.has(row.request_id));
    await yieldToOthers(pace, pace.now() - startedAt);
    if (isDry) tally.requestsRemoved += going.length;
    else {
      await inBatches(pace, going, {
        size,
        mayGoOn,
        remove: async (batch) => {
          const { now } = pace;
          const { count, took } = await removeRequests(
            { db, allowPurge, now },
            batch,
            (trx, some) => keep(trx, { ...tally, requestsRemoved: tally.requestsRemoved + some })
          );
          tally.requestsRemoved += count;
          return took;
        },
      });
    }
    if (rows.length < STEP) return;
    after = rows.at(-1)!;
  }
}
