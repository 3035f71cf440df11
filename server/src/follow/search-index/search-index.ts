import { setImmediate, setTimeout as pauseFor } from 'node:timers/promises';
import type { Knex } from 'knex';
import { gapsBetween, withoutKeys, type KeyRange } from '../../journal/gaps';
import { createOpenGaps, whereInRanges, type OpenGap } from '../../journal/open-gaps';
import {
  createPostings,
  selectIndexed,
  type IndexDatabase,
  type IndexedRow,
} from '../../journal/search-index/postings';
import {
  lockIndex,
  moveIndex,
  readProgress,
  type IndexProgress,
} from '../../journal/search-index/progress';
import { EVENT_TABLE } from '../../plugin-id';

/** Events of one transaction. SQLite's driver blocks the process meanwhile: 20 to 30 ms. */
const BATCH_SIZE = { sqlite: 200, other: 1_000 };
/** More than transactions leave open; beyond this, the oldest are given up. */
const MAX_GAPS = 10_000;
/** Keys missing below an event of this age were rolled back or purged. */
const OLD_MS = 3_600_000;

/** How often a caller looks whether the index has been emptied. */
const CLEARING_MS = 50;

export interface SearchIndexDatabase extends IndexDatabase {
  transaction<Result>(work: (given: { trx: Knex.Transaction }) => Promise<Result>): Promise<Result>;
}

interface SearchIndexDependencies {
  db: SearchIndexDatabase;
  /** The current time in epoch milliseconds; the system clock if left out. */
  now?: (() => number) | undefined;
}

/** How many events the index does not have yet. */
export interface Backlog {
  /** The key of the last indexed event. */
  cursor: number;
  /** The key of the last event. */
  last: number;
}

/** Follows the journal with a cursor and makes its events findable. */
export function createSearchIndex({ db, now = Date.now }: SearchIndexDependencies) {
  const openGaps = createOpenGaps(db);
  const postings = createPostings(db);
  const batchSize = db.dialect.client === 'sqlite' ? BATCH_SIZE.sqlite : BATCH_SIZE.other;
  const events = () => db.getConnection(EVENT_TABLE);

  async function readLast(): Promise<number> {
    const row = (await events().max({ last: 'id' }).first()) as
      { last: number | string | null } | undefined;
    return Number(row?.last ?? 0);
  }

  const isUpToDate = ({ cursor, gaps, isClearing }: IndexProgress, last: number): boolean =>
    !isClearing && cursor >= last && gaps.length === 0;

  /** The keys between a cursor and some later events whose transactions may still commit. */
  function gapsAfter(cursor: number, rows: readonly IndexedRow[]): KeyRange[] {
    if (!openGaps.areKept) return [];
    const old = rows.findLastIndex((row) => Number(row.occurred_at) < now() - OLD_MS);
    const from = old < 0 ? cursor : Number(rows[old]!.id);
    return gapsBetween(from, rows.slice(old + 1).map(keyOf), {});
  }

  /** The events that have come in the gaps, and the gaps that are left. */
  async function readLate(trx: Knex.Transaction, gaps: readonly OpenGap[]) {
    if (gaps.length === 0) return { rows: [], gaps: [] };
    const horizon = await openGaps.horizon(gaps);
    const late = whereInRanges(events().transacting(trx), 'id', gaps).orderBy('id');
    const rows = (await selectIndexed(db, late)) as IndexedRow[];
    const left = withoutKeys(gaps, rows.map(keyOf)).filter((gap) => !horizon.isClosed(gap));
    return { rows, gaps: left };
  }

  /** Indexes some events, in one transaction. @returns how many; null if the index is being emptied */
  const indexSome = (): Promise<number | null> =>
    db.transaction(async ({ trx }) => {
      const { cursor, gaps, isClearing } = await lockIndex(db, trx);
      if (isClearing) return null;
      const late = await readLate(trx, gaps);
      const next = events().transacting(trx).where('id', '>', cursor).orderBy('id');
      const added = (await selectIndexed(db, next.limit(batchSize))) as IndexedRow[];
      const fresh = gapsAfter(cursor, added);
      const mark = fresh.length > 0 ? await openGaps.mark() : null;
      const marked = mark ? fresh.map((gap) => ({ ...gap, ...mark })) : [];
      const found = [...late.rows, ...added];
      if (found.length > 0) await postings.add(trx, found);
      await moveIndex(db, trx, {
        cursor: added.length > 0 ? keyOf(added.at(-1)!) : cursor,
        gaps: [...late.gaps, ...marked].slice(-MAX_GAPS),
        isClearing,
      });
      return found.length;
    });

  let running: Promise<void> | null = null;

  async function indexAll(beforeEach: (backlog: Backlog) => Promise<void>): Promise<void> {
    for (;;) {
      const progress = await readProgress(db);
      const last = await readLast();
      if (isUpToDate(progress, last)) return;
      await beforeEach({ cursor: progress.isClearing ? 0 : progress.cursor, last });
      const count = await indexSome();
      if (count === null) await pauseFor(CLEARING_MS);
      // Gaps that are still open need no second look.
      if (count === 0 && progress.cursor >= last) return;
      await setImmediate();
    }
  }

  return {
    /**
     * Makes every event findable that has committed before the call. Resolves at once if the index
     * has them.
     *
     * @param beforeEach called before each batch; it may reject, and the call then does
     */
    async catchUp(beforeEach: (backlog: Backlog) => Promise<void>): Promise<void> {
      // One at a time in a process. What committed after another call began is not in its batch.
      while (running) await running.catch(() => undefined);
      const run = indexAll(beforeEach);
      running = run;
      try {
        await run;
      } finally {
        running = null;
      }
    },

    /** How far it is, read without a lock. */
    async backlog(): Promise<Backlog> {
      const { cursor, isClearing } = await readProgress(db);
      return { cursor: isClearing ? 0 : cursor, last: await readLast() };
    },
  };
}

export type SearchIndex = ReturnType<typeof createSearchIndex>;

const keyOf = ({ id }: IndexedRow): number => Number(id);
