import { setImmediate, setTimeout as pauseFor } from 'node:timers/promises';
import type { Core } from '@strapi/types';
import { createExclusiveRun, type MayGoOn, type NotRun } from '../../jobs';
import { gapsBetween, withoutKeys } from '../../journal/gaps';
import { EVENT_TABLE } from '../../plugin-id';
import { freshGaps, type Gap } from './gaps';
import { addToHours, ROLLED_COLUMNS, type CountedEvent } from './hours';
import { moveProgress, readRollupState } from './state';

/** SQLite's driver blocks the process while it reads. */
const BATCH_SIZE = { sqlite: 500, other: 2_000 };

export interface RollupDependencies {
  db: Pick<Core.Strapi['db'], 'connection' | 'getConnection' | 'transaction'> & {
    dialect: { client: string };
  };
  /** Unique to this process. */
  instanceId: string;
  clock?: { now(): number };
  pause?: (milliseconds: number) => Promise<void>;
}

/** The result of a call of `count`, with the reason if it did nothing. */
export type RollupVerdict =
  NotRun | { ran: false; reason: 'up-to-date' } | { ran: true; counted: number };

/** Follows the journal with a cursor and counts its events per hour. */
export function createRollup(dependencies: RollupDependencies) {
  const { db, instanceId } = dependencies;
  const now = () => (dependencies.clock ?? Date).now();
  const pause = dependencies.pause ?? ((milliseconds) => pauseFor(milliseconds));
  const batchSize = db.dialect.client === 'sqlite' ? BATCH_SIZE.sqlite : BATCH_SIZE.other;
  const exclusive = createExclusiveRun({ db, name: 'rollup', owner: instanceId });

  const events = () =>
    db
      .getConnection(EVENT_TABLE)
      .select('id', 'occurred_at', ...ROLLED_COLUMNS)
      .orderBy('id')
      .limit(batchSize);

  const readNew = async (cursor: number): Promise<CountedEvent[]> =>
    events().where('id', '>', cursor);

  async function readLate(gaps: readonly Gap[]): Promise<CountedEvent[]> {
    const [first, last] = [gaps[0], gaps.at(-1)];
    if (!first || !last) return [];
    return (
      events()
        // SQLite reads a bare "or" of ranges from the first event on.
        .whereBetween('id', [first.from, last.to])
        .where((any) => {
          for (const { from, to } of gaps) void any.orWhereBetween('id', [from, to]);
        })
    );
  }

  /** Null if there is nothing to count. */
  async function readBatch() {
    const { state, stored } = await readRollupState(db);
    const gaps = freshGaps(state.gaps, now());
    const late = await readLate(gaps);
    const added = await readNew(state.cursor);
    if (late.length + added.length === 0) return null;
    const ids = added.map(({ id }) => Number(id));
    const left = withoutKeys(
      gaps,
      late.map(({ id }) => Number(id))
    );
    const next = {
      cursor: ids.at(-1) ?? state.cursor,
      gaps: freshGaps([...left, ...gapsBetween(state.cursor, ids, { since: now() })], now()),
    };
    return { found: [...late, ...added], stored, next };
  }

  async function countAll(mayGoOn: MayGoOn): Promise<RollupVerdict> {
    let counted = 0;
    while (await mayGoOn()) {
      const startedAt = now();
      const batch = await readBatch();
      if (!batch) break;
      await db.transaction(async ({ trx }) => {
        await moveProgress(db, trx, batch);
        await addToHours(db, trx, batch.found);
      });
      counted += batch.found.length;
      await setImmediate();
      await pause(now() - startedAt);
    }
    return { ran: true, counted };
  }

  return {
    /**
     * Counts what was written since the last time. Rejects if the database does; nothing is counted
     * twice.
     */
    count: (): Promise<RollupVerdict> =>
      exclusive.run<RollupVerdict>(async (alone) => {
        // Checked before taking the lease, which writes: most of the time nothing is new.
        if (!(await readBatch())) return { ran: false, reason: 'up-to-date' };
        return alone(countAll);
      }),

    /** Ends a count after its current batch, and lets none begin. Never rejects. */
    stop: exclusive.stop,
  };
}

export type Rollup = ReturnType<typeof createRollup>;
