import { EVENT_TABLE } from '../plugin-id';
import { startBudget, type Budget } from './budget';
import { dialectOf, type QueryDatabase, type Statement } from './database';
import type { Condition } from './filters';
import type { Asked } from './parameters';
import { whereIn, type Stretch } from './place';
import { whereAll } from './predicate';
import { createSearchStatements, makePlan, type Matching, type SearchPlan } from './search';
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
  conditions: readonly Condition[];
  /** Whether a statement of it may have to look at any number of rows: then ask stretch by stretch. */
  isWide: boolean;
  /** A new statement over the events that match. */
  matching(): Matching;
  /** A new statement with a row for each event that matches, to be counted and nothing else. */
  counted(): Statement;
  /** A new statement over some of the events that match, as `event` and in the order of time. */
  slice(slice: Slice): Statement;
  /**
   * A new statement over the rows of another table, as `event`, that match these parts of the
   * question: it must have the columns that they compare.
   */
  matchingIn(table: string, plan: SearchPlan, conditions: readonly Condition[]): Statement;
  /** The same question about a part of the journal that is short enough for one statement. */
  within(stretch: Stretch): Question;
  /** The same question about a range of time, with further conditions. */
  during(range: TimeRange, also?: readonly Condition[]): Question;
  /** The same question, asked stretch by stretch where a long statement would hold up the process. */
  inStretches(): Question;
}

/** Finds out what a query asks of the tables: its search and its filters together. */
export function createQuestions({ db, now = Date.now, rowsAtOnce }: MatchingDependencies) {
  const dialect = dialectOf(db);
  const isSqlite = dialect === 'sqlite';
  const statements = createSearchStatements(db);
  const widthOf = createWidthOf(db, rowsAtOnce);

  function questionOf(
    plan: SearchPlan,
    conditions: readonly Condition[],
    { isWide, index, stretch }: Width & { stretch?: Stretch }
  ): Question {
    const needsEvents = conditions.length > 0;
    const filtered = (found: Matching): Matching => {
      if (stretch) whereIn(found, stretch);
      return { ...found, statement: whereAll(found.statement, conditions, dialect) };
    };
    const matching = () => filtered(statements.matching(plan, EVENT_TABLE, index));
    return {
      plan,
      conditions,
      isWide,
      matching,
      counted: () => filtered(statements.counted(plan, needsEvents, index)).statement,
      slice(slice) {
        const parts = statements.parts(plan, needsEvents).map(filtered);
        return parts.length > 0 ? mergedSlice(db, parts, slice) : sliceOf(matching(), slice);
      },
      matchingIn: (table, somePlan, someConditions) =>
        whereAll(statements.matching(somePlan, table).statement, someConditions, dialect),
      within: (part) =>
        questionOf(duringStretch(plan, part), conditions, { isWide: false, stretch: part }),
      during: ({ from, to }, also = []) =>
        questionOf(during(plan, from, to), [...conditions, ...also], {
          isWide: isWide || (also.length > 0 && isSqlite),
          ...(index !== undefined && { index }),
        }),
      inStretches: () => questionOf(plan, conditions, { isWide: isSqlite }),
    };
  }

  /**
   * @param budget for what must be looked up to understand the question
   * @throws AuditTrailError `too-slow`
   */
  return async (
    { search, timeZone, conditions }: Asked,
    budget: Budget = startBudget(db, Infinity)
  ): Promise<Question> => {
    const plan = await makePlan(search, { db, budget, now: now(), timeZone });
    return questionOf(plan, conditions, await widthOf(budget, { plan, conditions }));
  };
}

const during = (plan: SearchPlan, from: number, to: number): SearchPlan => ({
  ...plan,
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
