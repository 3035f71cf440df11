import { EVENT_TABLE } from '../../../plugin-id';
import { gapsBetween, withoutKeys, type KeyRange } from '../../../journal/gaps';
import {
  createOpenGaps,
  whereInRanges,
  type Horizon,
  type OpenGap,
} from '../../../journal/open-gaps';
import { SUMMARY_COLUMNS, type StoredSummary } from '../../../journal/row';
import type { Budget } from '../budget';
import type { QueryDatabase, Statement } from '../database';
import type { PreparedQuery } from '../matching';
import { checkedAtOnce } from '../search';
import { timeRangesOf } from '../time-ranges';
import { formatPlace, MAX_GAPS, type FeedPlace } from './place';

/** Events in the order in which they were recorded, and where to go on. */
export interface FeedRows {
  rows: StoredSummary[];
  place: FeedPlace;
  /** Whether more may follow at once. */
  hasMore: boolean;
}

/** How many keys one statement looks at. */
const PORTION = 2_500;
/** How many portions one answer looks at, whatever it finds. */
const MOST_PORTIONS = 100;
/**
 * What may still be under way: a reader who begins at the end looks at these last keys, and among
 * them no time of an event closes a gap, because the clock of an instance may be behind.
 */
const LAST_KEYS = 1_000;
/**
 * Keys missing below an event of this age were rolled back or purged: a transaction takes its keys
 * right before it commits.
 */
const OLD_MS = 3_600_000;

type Prepare = () => Promise<PreparedQuery>;

interface KeyRow {
  id: number;
  occurredAt: number;
}
type FeedRow = StoredSummary & { id: number | string };

interface FeedDependencies {
  db: QueryDatabase;
  budget: Budget;
  now: () => number;
}

/** Reads the journal in the order of its keys, and comes back for keys that commit late. */
export function createFeedReader({ db, budget, now }: FeedDependencies) {
  const openGaps = createOpenGaps(db);
  const columns = ['id', ...SUMMARY_COLUMNS].map((column) => `event.${column}`);
  const events = () => db.getConnection(EVENT_TABLE);

  const keysOf = async (statement: Statement): Promise<KeyRow[]> => {
    const ordered = statement.select('id', 'occurred_at').orderBy('id').limit(PORTION);
    const rows = (await budget.run(ordered)) as unknown as Record<string, unknown>[];
    return rows.map((row) => ({ id: Number(row.id), occurredAt: Number(row.occurred_at) }));
  };
  const keysBetween = (from: number, to: number): Promise<KeyRow[]> =>
    keysOf(events().where('id', '>', from).where('id', '<=', to));

  const lastKey = async (): Promise<number> => {
    const newest = events().max({ last: 'id' });
    const [row] = (await budget.run(newest)) as unknown as { last: number | string | null }[];
    return Number(row?.last ?? 0);
  };

  /**
   * Of some keys, the events that match. Prepared each time: the search index then has all of them.
   * Their time bounds what the question's index reads.
   */
  async function matching(
    prepare: Prepare,
    keys: readonly KeyRow[],
    ranges: readonly KeyRange[],
    limit: number
  ): Promise<FeedRow[]> {
    if (keys.length === 0) return [];
    const prepared = await prepare();
    const found: FeedRow[] = [];
    const size = checkedAtOnce(prepared.plan, PORTION);
    for (let at = 0; at < keys.length && found.length < limit; at += size) {
      const some = keys.slice(at, at + size);
      const isLast = at + size >= keys.length;
      // What has committed between two keys since they were read belongs to the portion of the second.
      const from = at === 0 ? -Infinity : keys[at - 1]!.id + 1;
      const here = within(ranges, from, isLast ? Infinity : idOf(some.at(-1)!));
      found.push(...(await readAmong(prepared, some, here, limit - found.length)));
    }
    return found;
  }

  async function readAmong(
    prepared: PreparedQuery,
    keys: readonly KeyRow[],
    ranges: readonly KeyRange[],
    limit: number
  ): Promise<FeedRow[]> {
    // What has committed since stays a gap: it may not be in the index that the question asks.
    const known = new Set(keys.map(idOf));
    const found: FeedRow[] = [];
    for (const during of timeRangesOf(keys.map(({ occurredAt }) => occurredAt))) {
      // What is left out must not take the place of what is known.
      for (let leftOut = 0; ;) {
        const { statement, order } = prepared.during(during).among();
        const some = whereInRanges(statement, order.id, ranges)
          .select(columns)
          .orderBy(order.id)
          .limit(limit + leftOut);
        const rows = (await budget.run(some)) as unknown as FeedRow[];
        const kept = rows.filter((row) => known.has(idOf(row)));
        const isWhole = rows.length < limit + leftOut || kept.length >= limit;
        leftOut = rows.length - kept.length;
        if (!isWhole) continue;
        found.push(...kept);
        break;
      }
    }
    return found.sort((one, other) => idOf(one) - idOf(other)).slice(0, limit);
  }

  /**
   * The gaps in some keys after another; those below old events are closed already.
   *
   * @param end the last key of the log
   */
  function gapsIn(from: number, keys: readonly KeyRow[], end: number): KeyRange[] {
    if (!openGaps.areKept) return [];
    const old = keys.findLastIndex(
      ({ id, occurredAt }) => id <= end - LAST_KEYS && occurredAt < now() - OLD_MS
    );
    const after = keys[old]?.id ?? from;
    return gapsBetween(after, keys.slice(old + 1).map(idOf), {});
  }

  /** What has come in the gaps of a place. */
  async function readLate(prepare: Prepare, gaps: readonly OpenGap[], pageSize: number) {
    if (gaps.length === 0) return { rows: [], gaps: [], isFull: false };
    const horizon = await openGaps.horizon(gaps);
    const keys = await keysOf(whereInRanges(events(), 'id', gaps));
    const lastRead = keys.length === PORTION ? idOf(keys.at(-1)!) : Infinity;
    const found = await matching(prepare, keys, within(gaps, 0, lastRead), pageSize + 1);
    const lastFit = found.length > pageSize ? idOf(found[pageSize - 1]!) : lastRead;
    const ids = [...new Set([...keys, ...found].map(idOf))].sort((one, other) => one - other);
    const isEmpty = ({ from, to }: KeyRange) =>
      to <= lastRead && !ids.some((id) => id >= from && id <= to);
    const open = gaps.filter((gap) => !isEmpty(gap) || !horizon.isClosed(gap));

    // What commits between keys that are still missing splits their gap, and a place holds so many.
    let read = ids.filter((id) => id <= lastFit);
    let end = lastFit;
    let left = leftOf(open, read, end, horizon);
    while (left.length > MAX_GAPS) {
      read = read.slice(0, MAX_GAPS - left.length);
      end = read.at(-1) ?? 0;
      left = leftOf(open, read, end, horizon);
    }
    const rows = found.filter((row) => idOf(row) <= end);
    return { rows, gaps: left, isFull: end < Infinity };
  }

  /** Begins at the end of the log, with the gaps of its last keys. */
  async function endOfLog(): Promise<FeedPlace> {
    const end = await lastKey();
    const from = Math.max(0, end - LAST_KEYS);
    const gaps = gapsIn(from, openGaps.areKept ? await keysBetween(from, end) : [], end);
    return { key: end, gaps: await marked(gaps.slice(-MAX_GAPS)) };
  }

  const marked = async (gaps: readonly KeyRange[]): Promise<OpenGap[]> => {
    if (gaps.length === 0) return [];
    const mark = await openGaps.mark();
    return gaps.map((gap) => ({ ...gap, ...mark }));
  };

  /**
   * The next events that match.
   *
   * @param place null: only notes where the log ends now
   */
  return async function readFeed(
    prepare: Prepare,
    place: FeedPlace | null,
    pageSize: number
  ): Promise<FeedRows> {
    if (place === null) return { rows: [], place: await endOfLog(), hasMore: false };
    const late = await readLate(prepare, place.gaps, pageSize);
    const rows: FeedRow[] = late.rows;
    let { key } = place;
    if (late.isFull) return { rows, ...goOn({ key, gaps: late.gaps }, true) };

    const end = await lastKey();
    const fresh: KeyRange[] = [];
    const roomForGaps = () => MAX_GAPS - late.gaps.length - fresh.length;
    for (let portion = 0; portion < MOST_PORTIONS; portion += 1) {
      const left = pageSize - rows.length;
      if (key >= end || left === 0 || roomForGaps() <= 0) break;
      const keys = await keysBetween(key, end);
      const last = keys.at(-1)?.id ?? end;
      const found = await matching(prepare, keys, [{ from: key + 1, to: last }], left + 1);
      const pageEnd = found.length > left ? idOf(found[left - 1]!) : last;
      // An event that has committed since the keys were read leaves no gap.
      const read = withoutKeys(
        gapsIn(
          key,
          keys.filter(({ id }) => id <= pageEnd),
          end
        ),
        found.map(idOf)
      );
      // What does not fit in a place is read again, once some gaps are closed.
      const gaps = read.slice(0, roomForGaps());
      const readTo = read.length > gaps.length ? read[gaps.length]!.from - 1 : pageEnd;
      rows.push(...found.filter((row) => idOf(row) <= readTo));
      fresh.push(...gaps);
      key = readTo;
    }
    const gaps = [...late.gaps, ...(await marked(fresh))];
    return { rows, ...goOn({ key, gaps }, key < end) };

    /** A reader who asks again at once must get on: some gaps close only with time. */
    function goOn(reached: FeedPlace, mayHaveMore: boolean): Omit<FeedRows, 'rows'> {
      const hasMoved = rows.length > 0 || formatPlace(reached) !== formatPlace(place!);
      return { place: reached, hasMore: mayHaveMore && hasMoved };
    }
  };
}

const idOf = ({ id }: { id: number | string }): number => Number(id);

/** What is between two keys (inclusive) of some ranges. */
const within = (ranges: readonly KeyRange[], first: number, last: number): KeyRange[] =>
  ranges
    .filter(({ from, to }) => from <= last && to >= first)
    .map(({ from, to }) => ({ from: Math.max(from, first), to: Math.min(to, last) }));

/** The gaps that stay open once some of their keys, none behind an end, have been read. */
const leftOf = (
  gaps: readonly OpenGap[],
  read: readonly number[],
  end: number,
  horizon: Horizon
): OpenGap[] => withoutKeys(gaps, read).filter((gap) => gap.to > end || !horizon.isClosed(gap));
