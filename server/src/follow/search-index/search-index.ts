import { setImmediate, setTimeout as pauseFor } from 'node:timers/promises';
import type { Knex } from 'knex';
import { gapsBetween, withoutKeys, type KeyRange } from '../../journal/gaps';
import { createOpenGaps, whereInRanges, type Horizon, type OpenGap } from '../../journal/open-gaps';
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
/** More than transactions leave open. What is beyond this is read again as a whole. */
const MAX_GAPS = 1_000;
/**
 * Keys missing below an event of this age were rolled back or purged, unless they are among the last
 * ones of the log: the clock of an instance may be behind.
 */
const OLD_MS = 3_600_000;
const YOUNG_KEYS = 20_000;

/** How often a caller looks whether the index has been emptied. */
const CLEARING_MS = 50;

interface SearchIndexDependencies {
  db: IndexDatabase;
  /** The current time in epoch milliseconds; the system clock if left out. */
  now?: (() => number) | undefined;
}

/** One reading of the events in the gaps, batch by batch. */
interface LatePass {
  horizon: Horizon;
  /** The first key that is still to be read. */
  from: number;
}

interface IndexedSome {
  cursor: number;
  lateFrom: number;
}

const NOTHING_CLOSED: Horizon = { isClosed: () => false };

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
  function gapsAfter(cursor: number, rows: readonly IndexedRow[], last: number): KeyRange[] {
    if (!openGaps.areKept) return [];
    const old = rows.findLastIndex(
      (row) => keyOf(row) <= last - YOUNG_KEYS && Number(row.occurred_at) < now() - OLD_MS
    );
    const from = old < 0 ? cursor : keyOf(rows[old]!);
    return gapsBetween(from, rows.slice(old + 1).map(keyOf), {});
  }

  /** The next events that have come in the gaps, and the gaps that are left. */
  async function readLate(
    trx: Knex.Transaction,
    gaps: readonly OpenGap[],
    { horizon, from }: LatePass
  ) {
    if (gaps.length === 0 || from === Infinity) return { rows: [], gaps, from: Infinity };
    const late = whereInRanges(events().transacting(trx), 'id', gaps)
      .where('id', '>=', from)
      .orderBy('id')
      .limit(batchSize);
    const rows = (await selectIndexed(db, late)) as IndexedRow[];
    const isLast = rows.length < batchSize;
    const readTo = isLast ? Infinity : keyOf(rows.at(-1)!);
    const left = withoutRows(gaps, rows.map(keyOf)).filter(
      (gap) => gap.to > readTo || !horizon.isClosed(gap)
    );
    return { rows, gaps: left, from: readTo + 1 };
  }

  /** Indexes some events, in one transaction. Null if the index is being emptied. */
  const indexSome = (pass: LatePass, last: number): Promise<IndexedSome | null> =>
    // Not Strapi's, which joins a transaction of the caller: the lock would last as long as that.
    db.connection.transaction(async (trx) => {
      const { cursor, gaps, isClearing } = await lockIndex(db, trx);
      if (isClearing) return null;
      const late = await readLate(trx, gaps, pass);
      const next = events().transacting(trx).where('id', '>', cursor).orderBy('id');
      const added = (await selectIndexed(db, next.limit(batchSize))) as IndexedRow[];
      const fresh = gapsAfter(cursor, added, last);
      const mark = fresh.length > 0 ? await openGaps.mark() : null;
      const marked = mark ? fresh.map((gap) => ({ ...gap, ...mark })) : [];
      const found = [...late.rows, ...added];
      if (found.length > 0) await postings.add(trx, found);
      const reached = added.length > 0 ? keyOf(added.at(-1)!) : cursor;
      await moveIndex(db, trx, {
        cursor: reached,
        gaps: foldedInto(MAX_GAPS, [...late.gaps, ...marked]),
        isClearing,
      });
      return { cursor: reached, lateFrom: late.from };
    });

  let running: Promise<void> | null = null;

  async function indexAll(beforeEach: (backlog: Backlog) => Promise<void>): Promise<void> {
    const first = await readProgress(db);
    // What commits while this runs is for the next call.
    const last = await readLast();
    if (isUpToDate(first, last)) return;
    // Read before all rows, because it says which of the gaps that stay empty are closed.
    const horizon = first.gaps.length > 0 ? await openGaps.horizon(first.gaps) : NOTHING_CLOSED;
    const pass: LatePass = { horizon, from: 0 };
    let { cursor } = first;
    do {
      await beforeEach({ cursor: first.isClearing ? 0 : cursor, last });
      const some = await indexSome(pass, last);
      if (some) {
        ({ cursor } = some);
        pass.from = some.lateFrom;
        await setImmediate();
      } else {
        cursor = 0;
        pass.from = 0;
        await pauseFor(CLEARING_MS);
      }
    } while (cursor < last || pass.from !== Infinity);
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

/** What is left of gaps without the rows that were read. */
const withoutRows = (gaps: readonly OpenGap[], ids: readonly number[]): OpenGap[] =>
  gaps.flatMap((gap) => (gap.isFolded ? [gap] : withoutKeys([gap], ids)));

/**
 * At most so many gaps. The oldest become one, which stays whole: its events are read again until
 * all of its transactions have ended.
 */
function foldedInto(max: number, gaps: readonly OpenGap[]): OpenGap[] {
  if (gaps.length <= max) return [...gaps];
  const old = gaps.slice(0, 1 - max);
  const most = (of: (gap: OpenGap) => number) =>
    old.reduce((sum, gap) => Math.max(sum, of(gap)), 0);
  return [
    {
      from: old[0]!.from,
      to: most(({ to }) => to),
      foundAt: most(({ foundAt }) => foundAt),
      nextTransaction: most(({ nextTransaction }) => nextTransaction),
      isFolded: true,
    },
    ...gaps.slice(1 - max),
  ];
}
