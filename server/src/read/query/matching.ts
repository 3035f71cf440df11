import { EVENT_TABLE } from '../../plugin-id';
import { startBudget, type Budget } from './budget';
import { dialectOf, type QueryDatabase, type Statement } from './database';
import type { Asked } from './parameters';
import { whereIn, type Stretch } from './place';
import {
  createSearchStatements,
  makePlan,
  type Matching,
  type SearchPlan,
  type SearchTest,
} from './search';
import { mergedSlice, sliceOf, type Slice } from './slice';
import { createWidthOf, type Width } from './width';

export interface MatchingDependencies {
  db: QueryDatabase;
  /** The present, in epoch milliseconds; the clock's if left out. */
  now?: () => number;
  /** SQLite only: so many rows are looked at in one statement. */
  rowsAtOnce?: number | undefined;
}

/** Epoch milliseconds; the end is not part of it. */
export interface TimeRange {
  from: number;
  to: number;
}

/** A question that was understood, and the statements that ask it. */
export interface Question {
  plan: SearchPlan;
  /** Whether a statement of it may have to look at any number of rows: then ask stretch by stretch. */
  isWide: boolean;
  /** A new statement over the events that match. */
  matching(): Matching;
  /** A new statement with a row for each event that matches, to be counted and nothing else. */
  counted(): Statement;
  /** A new statement over some of the events that match, as `event` and in the order of time. */
  slice(slice: Slice): Statement;
  /**
   * A new statement over the rows of another table, as `event`, that match a plan: it must have the
   * columns that the plan compares.
   */
  matchingIn(table: string, plan: SearchPlan): Statement;
  /** The same question about a part of the journal that is short enough for one statement. */
  within(stretch: Stretch): Question;
  /** The same question about a range of time, with further tests. */
  during(range: TimeRange, also?: readonly SearchTest[]): Question;
  /** The same question, asked stretch by stretch where a long statement would hold up the process. */
  inStretches(): Question;
}

/** Finds out what a filter asks of the tables. */
export function createQuestions({ db, now = Date.now, rowsAtOnce }: MatchingDependencies) {
  const isSqlite = dialectOf(db) === 'sqlite';
  const statements = createSearchStatements(db);
  const widthOf = createWidthOf(db, rowsAtOnce);

  function questionOf(
    plan: SearchPlan,
    { isWide, index, stretch }: Width & { stretch?: Stretch }
  ): Question {
    const inStretch = (found: Matching): Matching => {
      if (stretch) whereIn(found, stretch);
      return found;
    };
    const matching = () => inStretch(statements.matching(plan, EVENT_TABLE, index));
    return {
      plan,
      isWide,
      matching,
      counted: () => inStretch(statements.counted(plan, index)).statement,
      slice(slice) {
        const parts = statements.parts(plan).map(inStretch);
        return parts.length > 0 ? mergedSlice(db, parts, slice) : sliceOf(matching(), slice);
      },
      matchingIn: (table, somePlan) => statements.matching(somePlan, table).statement,
      within: (part) => questionOf(duringStretch(plan, part), { isWide: false, stretch: part }),
      during: ({ from, to }, also = []) =>
        questionOf(during(plan, from, to, also), {
          isWide: isWide || (also.length > 0 && isSqlite),
          ...(index !== undefined && { index }),
        }),
      inStretches: () => questionOf(plan, { isWide: isSqlite }),
    };
  }

  /**
   * @param budget for what must be looked up to understand the question
   * @throws AuditTrailError `too-slow`
   */
  return async (
    { filter, timeZone }: Asked,
    budget: Budget = startBudget(db, Infinity)
  ): Promise<Question> => {
    const plan = await makePlan(filter, { db, budget, now: now(), timeZone });
    return questionOf(plan, await widthOf(budget, plan));
  };
}

const during = (
  plan: SearchPlan,
  from: number,
  to: number,
  also: readonly SearchTest[]
): SearchPlan => ({
  tests: [...plan.tests, ...also],
  after: Math.max(plan.after ?? -Infinity, from),
  before: Math.min(plan.before ?? Infinity, to),
});

/** The plan bounds with the times of a stretch also what it reads before it joins events. */
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

/** Finds what matches a query. */
export function createMatching(dependencies: MatchingDependencies) {
  const questionOf = createQuestions(dependencies);
  /** Resolves to a maker of statements, where all are of one kind. */
  return async (asked: Asked, budget?: Budget): Promise<() => Matching> =>
    (await questionOf(asked, budget)).matching;
}
