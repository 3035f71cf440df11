import { EVENT_TABLE } from '../../../plugin-id';
import { joinEvent, named, type QueryDatabase, type Statement } from '../database';
import { createConditions } from './conditions';
import type { Matching } from './matching';
import { isIndexed, isOneTerm, type SearchPlan, type TermSet } from './plan';
import { createPostingRows, whereTime } from './postings';

/** The statements built from a plan. Each call makes new ones. */
export interface SearchStatements {
  /**
   * The events of a plan, aliased as `event`.
   *
   * @param index SQLite only: the index for reading a plan without terms
   */
  matching(plan: SearchPlan, index?: string): Matching;
  /** Rows of another table that has the columns a plan compares, also aliased as `event`. */
  matchingIn(plan: SearchPlan, table: string): Statement;
  /**
   * If a plan begins with any of several terms, one statement per term, each read in the order of
   * time without sorting; an event may be in more than one. For a single term, the statement that
   * needs no event, if there is one. Empty for other plans.
   */
  parts(plan: SearchPlan): Matching[];
  /** As many rows as `matching` has, for counting; reads only the search index where it suffices. */
  counted(plan: SearchPlan, index?: string): Matching;
}

/** More terms than this are sorted: a statement for each would take longer. */
const MAX_PARTS = 100;

/** Whether the plan compares anything that only the events themselves have. */
const comparesEvents = ({ tests }: SearchPlan): boolean => tests.some((test) => !isIndexed(test));

/** Turns plans into statements: which table is read first, and which conditions are added. */
export function createSearchStatements(db: QueryDatabase): SearchStatements {
  const postings = createPostingRows(db);
  const { whereSet, startWith } = postings;
  const { whereTest, whereNot } = createConditions(db, postings);
  const ofEvents = { occurredAt: 'event.occurred_at', id: 'event.id' };

  /** Joins the event to each row of the index. */
  const joinEvents = ({ statement, order }: Matching): Matching => ({
    statement: joinEvent(db, statement, order.id),
    order,
  });

  /** An event may have several terms of a set. */
  function onceEach({ statement, order }: Matching): Matching {
    const rows = statement.distinct(order.id, order.occurredAt).as('found');
    return {
      statement: db.connection.from(rows),
      order: { occurredAt: 'found.occurred_at', id: 'found.event_id' },
    };
  }

  /** Adds all conditions of a plan except the set that it begins with. */
  function whereAllOf(found: Matching, plan: SearchPlan, first?: TermSet): Matching {
    for (const set of plan.sets) if (set !== first) whereSet(found, set, plan);
    for (const test of plan.tests) {
      if (test.negated) whereNot(found, test, plan);
      else if (!isIndexed(test)) whereTest(found, test, plan);
    }
    return found;
  }

  const once = (first: TermSet, plan: SearchPlan): Matching => {
    const found = startWith(first, plan);
    return isOneTerm(first) ? found : onceEach(found);
  };

  function matching(plan: SearchPlan, index?: string): Matching {
    const [first] = plan.sets;
    if (first) return whereAllOf(joinEvents(once(first, plan)), plan, first);
    const name = index === undefined ? 'event' : `event indexed by ${index}`;
    const statement: Statement = db.connection.from(named(db, EVENT_TABLE, name));
    whereTime(statement, ofEvents.occurredAt, plan);
    return whereAllOf({ statement, order: ofEvents }, plan);
  }

  return {
    matching,

    matchingIn(plan, table) {
      const found = { statement: db.connection.from(named(db, table, 'event')), order: ofEvents };
      whereTime(found.statement, ofEvents.occurredAt, plan);
      for (const test of plan.tests) {
        if (test.negated) whereNot(found, test, plan);
        else whereTest(found, test, plan);
      }
      return found.statement;
    },

    parts(plan) {
      const [first] = plan.sets;
      if (first?.kind !== 'some' || first.ids.length > MAX_PARTS) return [];
      const isJoined = comparesEvents(plan);
      if (isJoined && isOneTerm(first)) return [];
      return first.ids.map((id) => {
        const found = startWith({ kind: 'some', ids: [id] }, plan);
        return whereAllOf(isJoined ? joinEvents(found) : found, plan, first);
      });
    },

    counted(plan, index) {
      const [first] = plan.sets;
      if (!first || comparesEvents(plan)) return matching(plan, index);
      return whereAllOf(once(first, plan), plan, first);
    },
  };
}
