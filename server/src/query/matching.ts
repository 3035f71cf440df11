import { dialectOf, type QueryDatabase, type Statement } from './database';
import type { Condition } from './filters';
import type { Asked } from './parameters';
import { whereAll } from './predicate';
import { createSearchStatements, makePlan, type Matching, type SearchPlan } from './search';

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
    return {
      plan,
      conditions,
      matching() {
        const { statement, order } = statements(plan);
        return { statement: whereAll(statement, conditions, dialect), order };
      },
      matchingIn: (table, somePlan, someConditions) =>
        whereAll(statements(somePlan, table).statement, someConditions, dialect),
    };
  };
}

/** Finds what matches a query. */
export function createMatching(dependencies: MatchingDependencies) {
  const questionOf = createQuestions(dependencies);
  /** Resolves to a maker of statements: a list asks twice, once for its rows and once for their number. */
  return async (asked: Asked): Promise<() => Matching> => (await questionOf(asked)).matching;
}
