import { EVENT_TABLE } from '../../../plugin-id';
import { dialectOf, joinEvent, named, type QueryDatabase, type Statement } from '../database';
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
  /**
   * The same for events whose keys the caller adds as a condition: each of them is checked. It reads
   * of the index no more than the plan's times allow.
   */
  among(plan: SearchPlan): Matching;
  /** Rows of another table that has the columns a plan compares, also aliased as `event`. */
  matchingIn(plan: SearchPlan, table: string): Statement;
  /**
   * If a plan begins with any of several terms, one statement per term, each read in the order of
   * time without sorting; an event may be in more than one. For a single term, the statement that
   * needs no event, if there is one. Empty for other plans.
   */
  parts(plan: SearchPlan): Matching[];
  /** The keys of the events that have a term of a set, within the plan's times, as `event_id`. */
  keysOf(plan: SearchPlan, set: TermSet): Statement;
  /** As many rows as `matching` has, for counting; reads only the search index where it suffices. */
  counted(plan: SearchPlan, index?: string): Matching;
}

const isDisjoint = (set: TermSet): boolean => set.kind === 'some' && set.isDisjoint === true;

/** More terms than this are sorted: a statement for each would take longer. */
const MAX_PARTS = 100;

/** Each part repeats the values of the plan. A database binds 32,766 or more in one statement. */
const MAX_VALUES = 10_000;

/** How many values a statement of a plan binds, roughly. */
const valuesOf = ({ tests, sets, keys = [], without = [] }: SearchPlan): number =>
  keys.length +
  without.length +
  tests.reduce((sum, test) => sum + (test.kind === 'column' ? test.values.length : 2), 0) +
  sets.reduce((sum, set) => sum + (set.kind === 'some' ? set.ids.length : 2), 0);

/** Whether the plan compares anything that only the events themselves have. */
const comparesEvents = ({ tests }: SearchPlan): boolean => tests.some((test) => !isIndexed(test));

/** Turns plans into statements: which table is read first, and which conditions are added. */
export function createSearchStatements(db: QueryDatabase): SearchStatements {
  const postings = createPostingRows(db);
  const { whereSet, startWith, keysWith } = postings;
  const { whereTest, whereNot } = createConditions(db, postings);
  // SQLite might otherwise read by time.
  const byKey = dialectOf(db) === 'sqlite' ? 'event not indexed' : 'event';
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
    if (plan.keys) void found.statement.whereIn(found.order.id, [...plan.keys]);
    if (plan.without) void found.statement.whereNotIn(found.order.id, [...plan.without]);
    for (const test of plan.tests) {
      if (test.negated) whereNot(found, test, plan);
      else if (!isIndexed(test)) whereTest(found, test, plan);
    }
    return found;
  }

  const once = (first: TermSet, plan: SearchPlan): Matching => {
    const found = startWith(first, plan);
    return isOneTerm(first) || isDisjoint(first) ? found : onceEach(found);
  };

  function matching(plan: SearchPlan, index?: string): Matching {
    const [first] = plan.sets;
    if (first) return whereAllOf(joinEvents(once(first, plan)), plan, first);
    const byIndex = plan.keys ? byKey : 'event';
    const name = index === undefined ? byIndex : `event indexed by ${index}`;
    const statement: Statement = db.connection.from(named(db, EVENT_TABLE, name));
    whereTime(statement, ofEvents.occurredAt, plan);
    return whereAllOf({ statement, order: ofEvents }, plan);
  }

  function checked(plan: SearchPlan, table: string, alias: string): Matching {
    const found = { statement: db.connection.from(named(db, table, alias)), order: ofEvents };
    whereTime(found.statement, ofEvents.occurredAt, plan);
    for (const test of plan.tests) {
      if (test.negated) whereNot(found, test, plan);
      else whereTest(found, test, plan);
    }
    return found;
  }

  return {
    matching,

    among: (plan) => checked(plan, EVENT_TABLE, byKey),

    keysOf: (plan, set) => keysWith([set], plan),

    matchingIn: (plan, table) => checked(plan, table, 'event').statement,

    parts(plan) {
      const [first] = plan.sets;
      if (first?.kind !== 'some' || first.ids.length > MAX_PARTS) return [];
      if (first.ids.length * valuesOf(plan) > MAX_VALUES) return [];
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
