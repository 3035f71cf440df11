import { EVENT_TABLE } from '../../../plugin-id';
import { gapsBetween, withoutKeys, type KeyRange } from '../../../journal/gaps';
import { SUMMARY_COLUMNS, type StoredSummary } from '../../../journal/row';
import type { Budget } from '../budget';
import type { QueryDatabase, Statement } from '../database';
import type { PreparedQuery } from '../matching';
import { createOpenGaps, whereInRanges, type Horizon } from './open-gaps';
import { MAX_GAPS, type FeedPlace, type OpenGap } from './place';

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

  /** Of some keys, the events that match. Their time bounds what the question's index reads. */
  async function matching(
    prepared: PreparedQuery,
    keys: readonly KeyRow[],
    ranges: readonly KeyRange[],
    limit: number
  ): Promise<FeedRow[]> {
    if (keys.length === 0) return [];
    const times = keys.map(({ occurredAt }) => occurredAt);
    const during = { from: Math.min(...times), to: Math.max(...times) + 1 };
    const { statement, order } = prepared.during(during).matching();
    const found = whereInRanges(statement, order.id, ranges)
      .select(columns)
      .orderBy(order.id)
      .limit(limit);
    return (await budget.run(found)) as unknown as FeedRow[];
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
  async function readLate(prepared: PreparedQuery, gaps: readonly OpenGap[], pageSize: number) {
    if (gaps.length === 0) return { rows: [], gaps: [], isFull: false };
    const horizon = await openGaps.horizon(gaps);
    const keys = await keysOf(whereInRanges(events(), 'id', gaps));
    const lastRead = keys.length === PORTION ? idOf(keys.at(-1)!) : Infinity;
    const found = await matching(prepared, keys, upTo(gaps, lastRead), pageSize + 1);
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
    prepared: PreparedQuery,
    place: FeedPlace | null,
    pageSize: number
  ): Promise<FeedRows> {
    if (place === null) return { rows: [], place: await endOfLog(), hasMore: false };
    const late = await readLate(prepared, place.gaps, pageSize);
    const rows: FeedRow[] = late.rows;
    let { key } = place;
    if (late.isFull) return { rows, place: { key, gaps: late.gaps }, hasMore: true };

    const end = await lastKey();
    const fresh: KeyRange[] = [];
    const roomForGaps = () => MAX_GAPS - late.gaps.length - fresh.length;
    for (let portion = 0; portion < MOST_PORTIONS; portion += 1) {
      const left = pageSize - rows.length;
      if (key >= end || left === 0 || roomForGaps() <= 0) break;
      const keys = await keysBetween(key, end);
      const last = keys.at(-1)?.id ?? end;
      const found = await matching(prepared, keys, [{ from: key + 1, to: last }], left + 1);
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
    return { rows, place: { key, gaps }, hasMore: key < end };
  };
}

const idOf = ({ id }: { id: number | string }): number => Number(id);

/** Ranges, cut off behind a key. */
const upTo = (ranges: readonly KeyRange[], end: number): KeyRange[] =>
  ranges.filter(({ from }) => from <= end).map(({ from, to }) => ({ from, to: Math.min(to, end) }));

/** The gaps that stay open once some of their keys, none behind an end, have been read. */
const leftOf = (
  gaps: readonly OpenGap[],
  read: readonly number[],
  end: number,
  horizon: Horizon
): OpenGap[] => withoutKeys(gaps, read).filter((gap) => gap.to > end || !horizon.isClosed(gap));
