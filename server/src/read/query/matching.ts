import { readProgress } from '../../journal/search-index/progress';
import { startBudget, type Budget } from './budget';
import { dialectOf, type QueryDatabase, type Statement } from './database';
import type { BaseQuery } from './parameters';
import { whereIn, type Stretch } from './cursor';
import {
  createSearchStatements,
  makePlan,
  needsIndexed,
  withDecided,
  type Decided,
  type Matching,
  type SearchPlan,
  type SearchTest,
  type TermSet,
} from './search';
import { joinedSlice, sliceOf, type Slice } from './slice';
import { createUpToDate } from './up-to-date';
import { createWidthOf, type Width } from './width';

export interface MatchingDependencies {
  db: QueryDatabase;
  /** The current time in epoch milliseconds; the system clock if left out. */
  now?: () => number;
  /** SQLite only: how many rows one statement looks at. */
  rowsAtOnce?: number | undefined;
}

/** Epoch milliseconds; the end is exclusive. */
export interface TimeRange {
  from: number;
  to: number;
}

/** A validated query, and the statements that run it. */
export interface PreparedQuery {
  plan: SearchPlan;
  /**
   * Whether one of its statements may look at any number of rows: then run it stretch by stretch.
   */
  isWide: boolean;
  /** A new statement over the matching events. */
  matching(): Matching;
  /**
   * A new statement over those of some events that match. The caller adds the condition on their
   * keys; a query `during` their times reads little of the search index.
   */
  among(): Matching;
  /** A new statement with one row per matching event, for counting only. */
  counted(): Statement;
  /** A new statement over some of the matching events, as `event`, in the order of time. */
  slice(slice: Slice): Statement;
  /**
   * A new statement over the rows of another table, as `event`, that match a plan. The table must
   * have the columns that the plan compares.
   */
  matchingIn(table: string, plan: SearchPlan): Statement;
  /** The keys of the events that have a term of a set, as `event_id`. */
  keysOf(set: TermSet): Statement;
  /** The same query, some parts of which have been decided. */
  decided(parts: Decided): PreparedQuery;
  /** The same query for a part of the journal that is short enough for one statement. */
  within(stretch: Stretch): PreparedQuery;
  /** The same query for a range of time, with further tests. */
  during(range: TimeRange, also?: readonly SearchTest[]): PreparedQuery;
  /** The same query, run stretch by stretch where a long statement would block the process. */
  inStretches(): PreparedQuery;
}

/** Turns a filter into statements on the tables. */
export function createPrepareQuery({ db, now = Date.now, rowsAtOnce }: MatchingDependencies) {
  const isSqlite = dialectOf(db) === 'sqlite';
  const statements = createSearchStatements(db);
  const widthOf = createWidthOf(db, rowsAtOnce);
  const upToDate = createUpToDate(db);

  function preparedQuery(
    plan: SearchPlan,
    { isWide, index, stretch }: Width & { stretch?: Stretch }
  ): PreparedQuery {
    const inStretch = (found: Matching): Matching => {
      if (stretch) whereIn(found, stretch);
      return found;
    };
    const matching = () => inStretch(statements.matching(plan, index));
    return {
      plan,
      isWide,
      matching,
      among: () => statements.among(plan),
      counted: () => inStretch(statements.counted(plan, index)).statement,
      slice(slice) {
        const parts = statements.parts(plan).map(inStretch);
        return parts.length > 0 ? joinedSlice(db, parts, slice) : sliceOf(matching(), slice);
      },
      matchingIn: (table, somePlan) => statements.matchingIn(somePlan, table),
      keysOf: (set) => statements.keysOf(plan, set),
      decided: (parts) =>
        preparedQuery(withDecided(plan, parts), { isWide, ...(stretch && { stretch }) }),
      within: (part) => preparedQuery(duringStretch(plan, part), { isWide: false, stretch: part }),
      during: ({ from, to }, also = []) =>
        preparedQuery(during(plan, from, to, also), {
          isWide: isWide || (also.length > 0 && isSqlite),
          ...(index !== undefined && { index }),
        }),
      inStretches: () => preparedQuery(plan, { isWide: isSqlite }),
    };
  }

  /**
   * @param budget for the lookups needed to prepare the query
   * @throws AuditTrailError `too-slow`, or `not-indexed` while the search index is being built
   */
  return async (
    { filter, timeZone }: BaseQuery,
    budget: Budget = startBudget(db, Infinity)
  ): Promise<PreparedQuery> => {
    if (filter.clauses.length > 0) await upToDate(budget);
    const made = await makePlan(filter, { db, budget, now: now(), timeZone });
    const plan = needsIndexed(made) ? { ...made, indexed: await readProgress(db) } : made;
    return preparedQuery(plan, await widthOf(budget, plan));
  };
}

const during = (
  plan: SearchPlan,
  from: number,
  to: number,
  also: readonly SearchTest[]
): SearchPlan => ({
  ...plan,
  tests: [...plan.tests, ...also],
  after: Math.max(plan.after ?? -Infinity, from),
  before: Math.min(plan.before ?? Infinity, to),
});

/** The times of a stretch also bound what the plan reads before it joins events. */
function duringStretch(plan: SearchPlan, { direction, behind, last }: Stretch): SearchPlan {
  const [first, end] = direction === 'asc' ? [behind, last] : [last, behind];
  const from = first === null ? null : Number(first.occurred_at);
  const to = end === null ? null : Number(end.occurred_at) + 1;
  return {
    ...plan,
    after: from === null ? plan.after : Math.max(plan.after ?? from, from),
    before: to === null ? plan.before : Math.min(plan.before ?? to, to),
  };
}
