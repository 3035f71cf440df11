import { storePortion } from './archive-portion';
import { createBatchSize } from './batch-size';
import { readCandidates, type Candidate, type Cursor, type DeletionPass } from './candidates';
import type { PurgeContext } from './context';
import type { Gate } from './gate';
import { inBatches, yieldToOthers } from './pace';
import type { EventRemoval } from './remove-events';
import { addRemoved, type Tally } from './tally';

const PORTION = 20_000;

interface PassTask {
  tally: Tally;
  isDry: boolean;
  gate: Gate;
  notHeld: (rows: readonly Candidate[]) => Promise<readonly Candidate[]>;
  removeEvents: EventRemoval;
  /** Events that another rule has already counted. */
  isLeftOut: (row: Candidate) => boolean;
}

/**
 * Goes through a pass once, from its oldest event on, and removes what is not held.
 *
 * @returns the cursor it reached; null if it did not begin
 */
export async function runPass(
  context: PurgeContext,
  pass: DeletionPass,
  { tally, isDry, gate, notHeld, removeEvents, isLeftOut }: PassTask
): Promise<Cursor | null> {
  const { db, config, reads, archive, pace } = context;
  const { client } = db.dialect;
  const reading = createBatchSize(client, () => 'read');
  const size = createBatchSize(client, () => (pace.isQuiet() ? 'quiet' : 'used'));
  const portionSize = archive && !isDry ? (context.portionSize ?? PORTION) : 0;

  let done: Cursor | null = null;

  async function remove(batch: readonly Candidate[]): Promise<number> {
    const { count, took } = await removeEvents(batch, (trx, removed) => {
      const then = { ...tally, byRule: { ...tally.byRule } };
      addRemoved(then, pass.rule, { count: removed, rows: batch });
      return context.keep(trx, then);
    });
    addRemoved(tally, pass.rule, { count, rows: batch });
    done = batch.at(-1) ?? done;
    return took;
  }

  async function letGo(rows: readonly Candidate[]): Promise<void> {
    if (isDry || rows.length === 0) {
      addRemoved(tally, pass.rule, { count: rows.length, rows });
      return;
    }
    if (!archive) return inBatches(pace, rows, { size, remove, mayGoOn: gate.mayGoOn });
    const { mayFinish } = gate;
    const part = await storePortion({ archive, reads, pace, mayGoOn: mayFinish }, rows);
    if (!part) return;
    tally.archived.push(part);
    // Time may be up: what is stored but not removed would be stored again.
    await inBatches(pace, rows, { size, remove, mayGoOn: mayFinish });
  }

  // What is read at once is removed at once, if all of it is removed.
  const isOneBatch = !isDry && !archive && config.hold.length === 0;
  let portion: Candidate[] = [];
  for (let after: Cursor | null = null; await gate.mayGoOn();) {
    const startedAt = pace.now();
    const room = portionSize > 0 ? portionSize - portion.length : Infinity;
    const limit = Math.min(reading.rows(), isOneBatch ? size.rows() : room);
    const rows: Candidate[] = await readCandidates(db, pass, { after, limit });
    const meant = rows.filter((row) => !isLeftOut(row));
    const going = await notHeld(meant);
    tally.held += meant.length - going.length;
    portion.push(...going);
    after = rows.at(-1) ?? after;
    const isLast = rows.length < limit;
    const took = pace.now() - startedAt;
    reading.took(took, rows.length);
    await yieldToOthers(pace, took);
    if (!isLast && portion.length < portionSize) continue;
    await letGo(portion);
    if (!gate.isOpen()) return done;
    portion = [];
    done = after;
    if (isLast) break;
  }
  return done;
}
