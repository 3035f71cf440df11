import { readNewest, type Candidate, type Cursor, type DeletionPass } from './candidates';
import { yieldToOthers, type Pace } from './pace';
import type { Database } from './ports';
import type { Limits } from '../rules';

/** Read between two turns of other work; SQLite blocks the process meanwhile. */
const STEP = 2_000;

interface NewestTask {
  pace: Pace;
  limits: Limits;
  /** Those of some events that count: all, or in a dry run those that would be left. */
  countedOf: (rows: readonly Candidate[]) => Promise<readonly Candidate[]>;
  mayGoOn: () => Promise<boolean>;
}

/**
 * The events beyond the newest ones that are kept: walks back from the newest, step by step, until
 * there are too many or they are too large. Null if all of them fit.
 */
export async function findExcess(
  db: Database,
  { pace, limits, countedOf, mayGoOn }: NewestTask
): Promise<DeletionPass | null> {
  let events = 0;
  let bytes = 0;
  for (let before: Cursor | null = null; await mayGoOn();) {
    const startedAt = pace.now();
    const rows: Candidate[] = await readNewest(db, before, STEP);
    for (const row of await countedOf(rows)) {
      events += 1;
      bytes += Number(row.bytes ?? 0);
      if (events > limits.events) return { rule: 'maxEvents', action: null, end: { upTo: row } };
      if (bytes > limits.bytes) return { rule: 'maxSize', action: null, end: { upTo: row } };
    }
    if (rows.length < STEP) return null;
    before = rows.at(-1)!;
    await yieldToOthers(pace, pace.now() - startedAt);
  }
  return null;
}
