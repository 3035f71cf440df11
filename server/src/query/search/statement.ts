import type { AddressRange } from '../../contracts';
import type { OrderColumns } from '../../journal/place';
import { EVENT_TABLE, TAG_TABLE } from '../../plugin-id';
import { dialectOf, qualified, type QueryDatabase, type Statement } from '../database';
import {
  isOneTerm,
  isPositiveTerms,
  type ActorTest,
  type SearchPlan,
  type SearchTest,
  type TermSet,
} from './plan';

/** A statement over the events that match, where they stand as `event`. */
export interface Matching {
  statement: Statement;
  /** The columns that give their order, of the table that is read first. */
  order: OrderColumns;
}

/** What is made of a plan. Each call makes new statements. */
export interface SearchStatements {
  /**
   * The events that a plan asks for; or rows of another table that has the columns it compares,
   * where they stand as `event` as well.
   */
  matching(plan: SearchPlan, table?: string): Matching;
  /**
   * Where a plan begins with any of several terms, a statement for each of them, which is read in the
   * order of time without sorting; an event may be in more than one. None for other plans.
   *
   * @param needsEvents whether columns of `event` will be asked for beside those of the order
   */
  parts(plan: SearchPlan, needsEvents: boolean): Matching[];
  /**
   * As many rows as `matching` has; where an index can answer alone, it does.
   *
   * @param needsEvents as in `parts`
   */
  counted(plan: SearchPlan, needsEvents: boolean): Statement;
}

const NOTHING: TermSet = { kind: 'some', terms: [] };

function whereTerm(statement: Statement, column: string, set: TermSet): Statement {
  if (set.kind === 'some') return statement.whereIn(column, [...set.terms]);
  return statement.where((any) => {
    for (const [from, to] of set.ranges) {
      void any.orWhere((range) => void range.where(column, '>=', from).where(column, '<', to));
    }
  });
}

/** Also what has no value at all, which SQL would leave out. */
const whereNoneOf = (statement: Statement, column: string, values: readonly string[]): void => {
  if (values.length === 0) return;
  void statement.where((any) => void any.whereNull(column).orWhereNotIn(column, [...values]));
};

const whereTime = (statement: Statement, column: string, { after, before }: SearchPlan): void => {
  if (after !== null) void statement.where(column, '>=', after);
  if (before !== null) void statement.where(column, '<', before);
};

/** The sets of which an event must have a term each. Statements begin with the first. */
const setsOf = (tests: readonly SearchTest[]): TermSet[] =>
  tests.filter(isPositiveTerms).flatMap((test) => test.sets);

/** Whether anything but terms is asked for, which stand in a table of their own. */
const comparesEvents = ({ tests }: SearchPlan): boolean =>
  tests.some(({ kind }) => kind !== 'terms');

/** Turns plans into statements. The only place where a search becomes SQL. */
export function createSearchStatements(db: QueryDatabase): SearchStatements {
  // Knex's types take no raw names; the statements it makes do.
  const named = (table: string, alias: string) =>
    db.connection.raw(`${qualified(db, table)} as ${alias}`) as unknown as string;
  const tags = (alias: string) => named(TAG_TABLE, alias);

  /**
   * The term of a row that is found by its event. SQLite would seek the term instead where nobody has
   * analysed its tables, and read all its rows for each event; behind a plus it sees no index.
   */
  const termAlone = (column: string): string =>
    dialectOf(db) === 'sqlite' ? (db.connection.raw('+??', [column]) as unknown as string) : column;

  /**
   * MySQL and MariaDB would read such rows by their primary key: all over the table, while those of
   * events of one time lie side by side in the index on terms.
   */
  const byTerm = (alias: string): string =>
    dialectOf(db) === 'mysql' ? `${alias} ignore index (primary)` : alias;

  /** The rows of one event that have a term of the set. */
  function rowsOf(event: OrderColumns, alias: string, set: TermSet): Statement {
    const isOne = isOneTerm(set);
    const table = isOne ? byTerm(alias) : alias;
    const rows: Statement = db.connection.from(tags(table)).select(`${alias}.event_id`);
    void rows.whereRaw('?? = ??', [`${alias}.event_id`, event.id]);
    if (!isOne) return whereTerm(rows, termAlone(`${alias}.term`), set);
    // With it all columns of the index on terms are known: one seek there, and the table is not read.
    void rows.whereRaw('?? = ??', [`${alias}.occurred_at`, event.occurredAt]);
    return whereTerm(rows, `${alias}.term`, set);
  }

  /** Adds that the rows of an alias have their event's terms of each of the sets, too. */
  function withOthers(rows: Statement, alias: string, sets: readonly TermSet[]): Statement {
    const event = { id: `${alias}.event_id`, occurredAt: `${alias}.occurred_at` };
    for (const set of sets) void rows.whereExists(rowsOf(event, 'other', set));
    return rows;
  }

  /** Rows that have a term of every set. */
  function rowsWith([first, ...rest]: readonly TermSet[]): Statement {
    const rows: Statement = db.connection.from(tags('word')).select('word.event_id');
    whereTerm(rows, 'word.term', first ?? NOTHING);
    return withOthers(rows, 'word', rest);
  }

  const idsOf = (test: ActorTest): Statement =>
    test.kind === 'terms'
      ? rowsWith(test.sets)
      : db
          .getConnection(EVENT_TABLE)
          .where({ actor_type: test.account.type, actor_id: test.account.id })
          .select('id');

  function whereTest({ statement, order }: Matching, test: SearchTest): void {
    switch (test.kind) {
      case 'column':
        void statement.whereIn(`event.${test.column}`, [...test.values]);
        return;
      case 'entry':
        void statement.where((any) => {
          const { documentIds, ids } = test;
          if (documentIds.length > 0) {
            void any.orWhereIn('event.resource_document_id', [...documentIds]);
          }
          if (ids.length > 0) void any.orWhereIn('event.resource_id', [...ids]);
        });
        return;
      case 'address':
        void statement.where((any) => {
          const isOne = ({ from, to }: AddressRange) => from === to;
          const keys = test.ranges.filter(isOne).map(({ from }) => from);
          // One value of an index stands there in the order of time; a range has to be sorted.
          if (keys.length > 0) void any.whereIn('event.ip_key', keys);
          for (const { from, to } of test.ranges.filter((range) => !isOne(range))) {
            void any.orWhereBetween('event.ip_key', [from, to]);
          }
        });
        return;
      case 'account':
        void statement.where('event.actor_type', test.account.type);
        void statement.where('event.actor_id', test.account.id);
        return;
      case 'terms':
        for (const set of test.sets) void statement.whereExists(rowsOf(order, 'word', set));
        return;
      case 'any-actor': {
        // One by one, so that each reads through its own index: an "or" between tables reads through none.
        const [first, ...others] = test.anyOf.map(idsOf);
        if (first) void statement.whereIn(order.id, first.union(others) as never);
      }
    }
  }

  function whereNot({ statement, order }: Matching, test: SearchTest): void {
    switch (test.kind) {
      case 'column':
        whereNoneOf(statement, `event.${test.column}`, test.values);
        return;
      case 'entry':
        whereNoneOf(statement, 'event.resource_document_id', test.documentIds);
        whereNoneOf(statement, 'event.resource_id', test.ids);
        return;
      case 'address':
        void statement.where((any) => {
          void any.whereNull('event.ip_key');
          void any.orWhere((all) => {
            for (const { from, to } of test.ranges) {
              void all.whereNotBetween('event.ip_key', [from, to]);
            }
          });
        });
        return;
      case 'account':
        void statement.where((any) => {
          void any.whereNot('event.actor_type', test.account.type);
          void any.orWhereNull('event.actor_id').orWhereNot('event.actor_id', test.account.id);
        });
        return;
      case 'terms': {
        const [first, ...rest] = test.sets;
        void statement.whereNotExists(
          withOthers(rowsOf(order, 'word', first ?? NOTHING), 'word', rest)
        );
        return;
      }
      case 'any-actor':
        for (const one of test.anyOf) whereNot({ statement, order }, { ...one, negated: true });
    }
  }

  /** The tags table, in the order of time. */
  function startWith(set: TermSet, plan: SearchPlan): Matching {
    const rows: Statement = db.connection.from(tags('tag'));
    whereTerm(rows, 'tag.term', set);
    whereTime(rows, 'tag.occurred_at', plan);
    return { statement: rows, order: { occurredAt: 'tag.occurred_at', id: 'tag.event_id' } };
  }

  /** Adds the event of each row of the tags table. */
  function joinEvents({ statement, order }: Matching): Matching {
    // A cross join, because it is the one that SQLite does not turn round.
    void statement
      .crossJoin(named(EVENT_TABLE, 'event') as never)
      .whereRaw('?? = ??', ['event.id', order.id]);
    return { statement, order };
  }

  /** An event may have two words that begin alike. */
  function onceEach({ statement, order }: Matching): Matching {
    const rows = statement.distinct(order.id, order.occurredAt).as('found');
    return {
      statement: db.connection.from(rows),
      order: { occurredAt: 'found.occurred_at', id: 'found.event_id' },
    };
  }

  /** Adds everything that a plan asks for beside the set that it begins with. */
  function whereAllOf(found: Matching, { tests }: SearchPlan, first?: TermSet): Matching {
    for (const set of setsOf(tests)) {
      if (set !== first) void found.statement.whereExists(rowsOf(found.order, 'word', set));
    }
    for (const test of tests) {
      if (test.negated) whereNot(found, test);
      else if (!isPositiveTerms(test)) whereTest(found, test);
    }
    return found;
  }

  function matching(plan: SearchPlan, table: string = EVENT_TABLE): Matching {
    const [first] = setsOf(plan.tests);
    if (first) {
      const found = startWith(first, plan);
      const once = isOneTerm(first) ? found : onceEach(found);
      return whereAllOf(joinEvents(once), plan, first);
    }
    const statement: Statement = db.connection.from(named(table, 'event'));
    whereTime(statement, 'event.occurred_at', plan);
    return whereAllOf(
      { statement, order: { occurredAt: 'event.occurred_at', id: 'event.id' } },
      plan
    );
  }

  return {
    matching,

    parts(plan, needsEvents) {
      const [first] = setsOf(plan.tests);
      if (first?.kind !== 'some' || isOneTerm(first)) return [];
      const isJoined = needsEvents || comparesEvents(plan);
      return first.terms.map((term) => {
        const found = startWith({ kind: 'some', terms: [term] }, plan);
        return whereAllOf(isJoined ? joinEvents(found) : found, plan, first);
      });
    },

    counted(plan, needsEvents) {
      const [first] = setsOf(plan.tests);
      if (!first || needsEvents || comparesEvents(plan)) return matching(plan).statement;
      const found = whereAllOf(startWith(first, plan), plan, first);
      return isOneTerm(first) ? found.statement : onceEach(found).statement;
    },
  };
}
