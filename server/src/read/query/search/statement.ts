import { EVENT_TABLE } from '../../../plugin-id';
import { named, type QueryDatabase, type Statement } from '../database';
import { createConditions } from './conditions';
import type { Matching } from './matching';
import { isOneTerm, isPositiveTerms, type SearchPlan, type SearchTest, type TermSet } from './plan';
import { createTagRows, whereTime } from './tag-rows';

/** The statements built from a plan. Each call makes new ones. */
export interface SearchStatements {
  /**
   * The events of a plan, or rows of another table that has the columns it compares, also aliased
   * as `event`.
   *
   * @param index SQLite only: the index for reading a plan without terms
   */
  matching(plan: SearchPlan, table?: string, index?: string): Matching;
  /**
   * If a plan begins with any of several terms, one statement per term, each read in the order of
   * time without sorting; an event may be in more than one. Empty for other plans.
   */
  parts(plan: SearchPlan): Matching[];
  /** As many rows as `matching` has, for counting; uses only an index where one suffices. */
  counted(plan: SearchPlan, index?: string): Matching;
}

/** The sets of which an event must have one term each. Statements begin with the first. */
const setsOf = (tests: readonly SearchTest[]): TermSet[] =>
  tests.filter(isPositiveTerms).flatMap((test) => test.sets);

/** Whether the plan compares anything except terms, which have a table of their own. */
const comparesEvents = ({ tests }: SearchPlan): boolean =>
  tests.some(({ kind }) => kind !== 'terms');

/** Turns plans into statements: which table is read first, and which conditions are added. */
export function createSearchStatements(db: QueryDatabase): SearchStatements {
  const tagRows = createTagRows(db);
  const { rowsOf, startWith } = tagRows;
  const { whereTest, whereNot } = createConditions(db, tagRows);

  /** Joins the event to each row of the tags table. */
  function joinEvents({ statement, order }: Matching): Matching {
    // A cross join, because SQLite does not reorder it.
    void statement
      .crossJoin(named(db, EVENT_TABLE, 'event') as never)
      .whereRaw('?? = ??', ['event.id', order.id]);
    return { statement, order };
  }

  /** An event may have two words with the same prefix. */
  function onceEach({ statement, order }: Matching): Matching {
    const rows = statement.distinct(order.id, order.occurredAt).as('found');
    return {
      statement: db.connection.from(rows),
      order: { occurredAt: 'found.occurred_at', id: 'found.event_id' },
    };
  }

  /** Adds all conditions of a plan except the set that it begins with. */
  function whereAllOf(found: Matching, plan: SearchPlan, first?: TermSet): Matching {
    const { tests } = plan;
    for (const set of setsOf(tests)) {
      if (set !== first) void found.statement.whereExists(rowsOf(found.order, 'word', set));
    }
    for (const test of tests) {
      if (test.negated) whereNot(found, test);
      else if (!isPositiveTerms(test)) whereTest(found, test, plan);
    }
    return found;
  }

  function matching(plan: SearchPlan, table: string = EVENT_TABLE, index?: string): Matching {
    const [first] = setsOf(plan.tests);
    if (first) {
      const found = startWith(first, plan);
      const once = isOneTerm(first) ? found : onceEach(found);
      return whereAllOf(joinEvents(once), plan, first);
    }
    const name = index === undefined ? 'event' : `event indexed by ${index}`;
    const statement: Statement = db.connection.from(named(db, table, name));
    whereTime(statement, 'event.occurred_at', plan);
    return whereAllOf(
      { statement, order: { occurredAt: 'event.occurred_at', id: 'event.id' } },
      plan
    );
  }

  return {
    matching,

    parts(plan) {
      const [first] = setsOf(plan.tests);
      if (first?.kind !== 'some' || isOneTerm(first)) return [];
      const isJoined = comparesEvents(plan);
      return first.terms.map((term) => {
        const found = startWith({ kind: 'some', terms: [term] }, plan);
        return whereAllOf(isJoined ? joinEvents(found) : found, plan, first);
      });
    },

    counted(plan, index) {
      const [first] = setsOf(plan.tests);
      if (!first || comparesEvents(plan)) return matching(plan, EVENT_TABLE, index);
      const found = whereAllOf(startWith(first, plan), plan, first);
      return isOneTerm(first) ? found : onceEach(found);
    },
  };
}
