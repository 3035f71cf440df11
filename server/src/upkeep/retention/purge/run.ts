import { parseSearch } from '../../../contracts';
import type { MayGoOn } from '../../../jobs';
import { isUpTo, type Candidate, type DeletionPass } from './candidates';
import { countLeft } from './count-left';
import type { PurgeContext } from './context';
import { findExcess } from './newest';
import { purgeRequests } from './purge-requests';
import { createEventRemoval } from './remove-events';
import { limitsOf } from '../rules';
import { runPass } from './run-pass';
import { createIsOld, instantOf, passesByAge } from './passes';
import { createGate } from './gate';
import type { Tally } from './tally';

/** A request may still be running, and recording events, for a while after it began. */
const REQUEST_GRACE_MS = 3_600_000;

interface RunTask {
  tally: Tally;
  /** Counts what would be removed, and removes nothing. */
  isDry: boolean;
  mayGoOn: MayGoOn;
}

/**
 * Removes what the rules cover: first by age, then the excess of the rest, at last the request rows
 * that no event names any more. `tally` is correct even if this rejects.
 */
export async function runPurge(context: PurgeContext, { tally, isDry, mayGoOn }: RunTask) {
  const { db, config, reads, pace } = context;
  const startedAt = pace.now();
  const gate = createGate(tally, { ...config, now: pace.now, mayGoOn });
  const held = await findHeld(context);
  const notHeld = async <Row extends Candidate>(rows: readonly Row[]): Promise<readonly Row[]> => {
    const keys = held ? await held(rows) : new Set<string>();
    return rows.filter(({ id }) => !keys.has(String(id)));
  };

  // In a dry run, old events still exist and must not be counted a second time.
  const isOld = createIsOld(config, startedAt);
  const stayedOf = async <Row extends Candidate>(rows: readonly Row[]): Promise<readonly Row[]> => {
    const old = new Set(isDry ? await notHeld(rows.filter(isOld)) : []);
    return rows.filter((row) => !old.has(row));
  };

  const passes = await passesByAge(config, { now: startedAt, listActions: reads.listActions });
  const removeEvents = createEventRemoval({ db, allowPurge: context.allowPurge, now: pace.now });
  const steps = { tally, isDry, gate, notHeld, removeEvents };
  for (const [index, pass] of passes.entries()) {
    const after = await runPass(context, pass, { ...steps, isLeftOut: () => false });
    if (tally.end === 'time-is-up') {
      tally.left = await countLeft(db, passes.slice(index), after);
    }
    if (!gate.isOpen()) return;
  }

  const excess = await excessOf();
  if (excess) await runPass(context, excess, { ...steps, isLeftOut: isOld });
  const cutOffs = [...passes, ...(excess ? [excess] : [])].map(instantOf);
  if (!gate.isOpen() || cutOffs.length === 0) return;
  const before = Math.min(Math.max(...cutOffs), startedAt - REQUEST_GRACE_MS);
  await purgeRequests(context, {
    before,
    tally,
    isDry,
    gate,
    stayingOf: async (rows) => {
      const goes = new Set(
        await notHeld(rows.filter((row) => isOld(row) || isExcess(row, excess)))
      );
      return rows.filter((row) => !goes.has(row));
    },
  });

  async function excessOf(): Promise<DeletionPass | null> {
    const limits = limitsOf(config);
    if (!limits) return null;
    return findExcess(db, { pace, limits, countedOf: stayedOf, mayGoOn: gate.mayGoOn });
  }
}

const isExcess = (row: Candidate, excess: DeletionPass | null): boolean =>
  excess !== null && 'upTo' in excess.end && isUpTo(row, excess.end.upTo);

/** Null if nothing is held. */
async function findHeld({ config, reads }: PurgeContext) {
  if (config.hold.length === 0) return null;
  return reads.matchAny(config.hold.map((text) => parseSearch(text).search));
}
