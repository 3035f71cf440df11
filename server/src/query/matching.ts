import { dialectOf, type QueryDatabase, type Statement } from './database';
import type { Condition } from './filters';
import type { Asked } from './parameters';
import { whereAll } from './predicate';
import { createSearchStatements, makePlan, type Matching, type SearchPlan } from './search';
import { mergedSlice, sliceOf, type Slice } from './slice';

export interface MatchingDependencies {
  db: QueryDatabase;
  /** The present, in epoch milliseconds; the clock's if left out. */
  now?: () => number;
}

/** A question that was understood, and the statements that ask it. */
export interface Question {
  plan: SearchPlan;
  conditions: readonly Condition[];
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
}

/** Finds out what a query asks of the tables: its search and its filters together. */
export function createQuestions({ db, now = Date.now }: MatchingDependencies) {
  const dialect = dialectOf(db);
  const statements = createSearchStatements(db);

  return async ({ search, timeZone, conditions }: Asked): Promise<Question> => {
    const plan = await makePlan(search, { db, now: now(), timeZone });
    const needsEvents = conditions.length > 0;
    const filtered = ({ statement, order }: Matching): Matching => ({
      statement: whereAll(statement, conditions, dialect),
      order,
    });
    const matching = () => filtered(statements.matching(plan));
    return {
      plan,
      conditions,
      matching,
      counted: () => whereAll(statements.counted(plan, needsEvents), conditions, dialect),
      slice(slice) {
        const parts = statements.parts(plan, needsEvents).map(filtered);
        return parts.length > 0 ? mergedSlice(db, parts, slice) : sliceOf(matching(), slice);
      },
      matchingIn: (table, somePlan, someConditions) =>
        whereAll(statements.matching(somePlan, table).statement, someConditions, dialect),
    };
  };
}

/** Finds what matches a query. */
export function createMatching(dependencies: MatchingDependencies) {
  const questionOf = createQuestions(dependencies);
  /** Resolves to a maker of statements, where all are of one kind. */
  return async (asked: Asked): Promise<() => Matching> => (await questionOf(asked)).matching;
}
