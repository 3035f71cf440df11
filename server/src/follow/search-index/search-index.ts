import { setImmediate, setTimeout as pauseFor } from 'node:timers/promises';
import type { Knex } from 'knex';
import { gapsBetween, withoutKeys } from '../../journal/gaps';
import {
  createOpenGaps,
  whereInRanges,
  type GapMark,
  type Horizon,
  type OpenGap,
} from '../../journal/open-gaps';
import {
  createPostings,
  readIndexed,
  type IndexDatabase,
  type IndexedEvent,
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
/** Postings of one transaction, if a single event has not more: 25 ms on SQLite. */
const MAX_POSTINGS = 5_000;
/** More than transactions leave open. What is beyond this is read again as a whole. */
const MAX_GAPS = 1_000;
/**
 * Keys missing below an event of this age were rolled back or purged, unless they are among the last
 * ones of the log: the clock of an instance may be behind.
 */
const OLD_MS = 3_600_000;
const YOUNG_KEYS = 20_000;

/** More events than an answer or a purge waits for: two to five seconds on SQLite. */
export const LONG_BACKLOG = 20_000;

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
  /** What is noted about the gaps up to the cursor that an earlier pass has found. */
  marked: (Pick<IndexProgress, 'cursor' | 'generation'> & { mark: GapMark }) | null;
  /** The first key that is still to be read. */
  from: number;
}

interface IndexedSome {
  cursor: number;
  /** Whether there were events after the cursor. */
  hasMoved: boolean;
  lateFrom: number;
}

const NOTHING_CLOSED: Horizon = { isClosed: () => false };
const UNMARKED = { foundAt: 0, nextTransaction: 0, isUnmarked: true };

/** How many events the index does not have yet. */
export interface Backlog {
  /** The key of the last indexed event. */
  cursor: number;
  /** The key of the last event. */
  last: number;
  /** Whether it is being emptied, and has to be filled again. */
  isClearing: boolean;
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
  function gapsAfter(cursor: number, rows: readonly IndexedEvent[], last: number): OpenGap[] {
    if (!openGaps.areKept) return [];
    const old = rows.findLastIndex(
      (row) => keyOf(row) <= last - YOUNG_KEYS && row.occurredAt < now() - OLD_MS
    );
    const from = old < 0 ? cursor : keyOf(rows[old]!);
    // Marked by the next pass, which needs a connection for that: this one has its transaction's.
    return gapsBetween(from, rows.slice(old + 1).map(keyOf), UNMARKED);
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
    const all = await readIndexed(db, late);
    const rows = withinBounds(all);
    const isLast = rows.length === all.length && all.length < batchSize;
    const readTo = isLast ? Infinity : keyOf(rows.at(-1)!);
    const left = withoutRows(gaps, rows.map(keyOf)).filter(
      (gap) => gap.to > readTo || gap.isUnmarked || !horizon.isClosed(gap)
    );
    return { rows, gaps: left, from: readTo + 1 };
  }

  /** Indexes some events, in one transaction. Null if the index is being emptied. */
  const indexSome = (pass: LatePass, last: number): Promise<IndexedSome | null> =>
    // Not Strapi's, which joins a transaction of the caller: the lock would last as long as that.
    db.connection.transaction(async (trx) => {
      const progress = await lockIndex(db, trx);
      if (progress.isClearing) return null;
      const { cursor } = progress;
      const late = await readLate(trx, withMarks(progress, pass.marked), pass);
      const next = events().transacting(trx).where('id', '>', cursor).orderBy('id');
      const added = withinBounds(await readIndexed(db, next.limit(batchSize)));
      const found = [...late.rows, ...added];
      if (found.length > 0) await postings.add(trx, found);
      const reached = added.length > 0 ? keyOf(added.at(-1)!) : cursor;
      await moveIndex(db, trx, {
        ...progress,
        cursor: reached,
        gaps: foldedInto(MAX_GAPS, [...late.gaps, ...gapsAfter(cursor, added, last)]),
      });
      return { cursor: reached, hasMoved: added.length > 0, lateFrom: late.from };
    });

  let running: Promise<void> | null = null;

  async function indexAll(beforeEach: (backlog: Backlog) => Promise<void>): Promise<void> {
    const first = await readProgress(db);
    // What commits while this runs is for the next call.
    const last = await readLast();
    if (isUpToDate(first, last)) return;
    // Read before all rows, because it says which of the gaps that stay empty are closed.
    const horizon = first.gaps.length > 0 ? await openGaps.horizon(first.gaps) : NOTHING_CLOSED;
    const isToMark = first.gaps.some(({ isUnmarked }) => isUnmarked);
    const marked = isToMark ? { ...first, mark: await openGaps.mark() } : null;
    const pass: LatePass = { horizon, marked, from: 0 };
    let backlog = backlogOf(first, last);
    for (;;) {
      await beforeEach(backlog);
      const some = await indexSome(pass, last);
      if (some) {
        pass.from = some.lateFrom;
        const isAtEnd = some.cursor >= last || !some.hasMoved;
        if (isAtEnd && pass.from === Infinity) return;
        backlog = { cursor: some.cursor, last, isClearing: false };
        await setImmediate();
      } else {
        backlog = { cursor: 0, last, isClearing: true };
        pass.from = 0;
        await pauseFor(CLEARING_MS);
      }
    }
  }

  /** How far it is, read without a lock. */
  const readBacklog = async (): Promise<Backlog> =>
    backlogOf(await readProgress(db), await readLast());

  return {
    /**
     * Makes every event findable that has committed before the call. Resolves at once if the index
     * has them.
     *
     * @param beforeEach called before each batch; it may reject, and the call then does
     */
    async catchUp(beforeEach: (backlog: Backlog) => Promise<void>): Promise<void> {
      // One at a time in a process. What committed after another call began is not in its batch.
      while (running) {
        await beforeEach(await readBacklog());
        await running?.catch(() => undefined);
      }
      const run = indexAll(beforeEach);
      running = run;
      try {
        await run;
      } finally {
        running = null;
      }
    },

    backlog: readBacklog,
  };
}

export type SearchIndex = ReturnType<typeof createSearchIndex>;

const backlogOf = ({ cursor, isClearing }: IndexProgress, last: number): Backlog => ({
  cursor: isClearing ? 0 : cursor,
  last,
  isClearing,
});

const keyOf = ({ id }: IndexedEvent): number => id;

/** As many events as one transaction indexes: some have hundreds of tags. At least one. */
function withinBounds(rows: readonly IndexedEvent[]): IndexedEvent[] {
  let left = MAX_POSTINGS;
  const end = rows.findIndex((row, at) => {
    left -= row.terms.length;
    return left < 0 && at > 0;
  });
  return end < 0 ? [...rows] : rows.slice(0, end);
}

const withMarks = (
  { gaps, generation }: IndexProgress,
  marked: LatePass['marked']
): readonly OpenGap[] =>
  marked?.generation === generation
    ? gaps.map((gap) =>
        gap.isUnmarked && gap.to <= marked.cursor
          ? { ...gap, ...marked.mark, isUnmarked: false }
          : gap
      )
    : gaps;

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
      isUnmarked: old.some(({ isUnmarked }) => isUnmarked),
    },
    ...gaps.slice(1 - max),
  ];
}
