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

/** Turns plans into statements. The only place where a search becomes SQL. */
export function createSearchStatements(db: QueryDatabase) {
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

  /** Rows that have a term of every set, of the event named by a column or of any. */
  function rowsWith([first, ...rest]: readonly TermSet[], eventId: string | null): Statement {
    const rows: Statement = db.connection.from(tags('word')).select('word.event_id');
    if (eventId) void rows.whereRaw('?? = ??', ['word.event_id', eventId]);
    const term = eventId ? termAlone('word.term') : 'word.term';
    whereTerm(rows, term, first ?? { kind: 'some', terms: [] });
    for (const set of rest) {
      const other: Statement = db.connection.from(tags('other')).select('other.event_id');
      void other.whereRaw('?? = ??', ['other.event_id', 'word.event_id']);
      void rows.whereExists(whereTerm(other, termAlone('other.term'), set));
    }
    return rows;
  }

  const idsOf = (test: ActorTest): Statement =>
    test.kind === 'terms'
      ? rowsWith(test.sets, null)
      : db
          .getConnection(EVENT_TABLE)
          .where({ actor_type: test.account.type, actor_id: test.account.id })
          .select('id');

  function whereTest(statement: Statement, test: SearchTest): void {
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
          for (const { from, to } of test.ranges)
            void any.orWhereBetween('event.ip_key', [from, to]);
        });
        return;
      case 'account':
        void statement.where('event.actor_type', test.account.type);
        void statement.where('event.actor_id', test.account.id);
        return;
      case 'terms':
        for (const set of test.sets) void statement.whereExists(rowsWith([set], 'event.id'));
        return;
      case 'any-actor': {
        // One by one, so that each reads through its own index: an "or" between tables reads through none.
        const [first, ...others] = test.anyOf.map(idsOf);
        if (first) void statement.whereIn('event.id', first.union(others) as never);
      }
    }
  }

  function whereNot(statement: Statement, test: SearchTest): void {
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
      case 'terms':
        void statement.whereNotExists(rowsWith(test.sets, 'event.id'));
        return;
      case 'any-actor':
        for (const one of test.anyOf) whereNot(statement, { ...one, negated: true });
    }
  }

  /** The tags table first, in the order of time, then the event of each row. */
  function startWith(set: TermSet, plan: SearchPlan): Matching {
    const rows: Statement = db.connection.from(tags('tag'));
    whereTerm(rows, 'tag.term', set);
    whereTime(rows, 'tag.occurred_at', plan);
    if (!isOneTerm(set)) {
      // An event may have two words that begin alike.
      void rows.distinct('tag.event_id', 'tag.occurred_at');
    }
    const first: Statement = isOneTerm(set) ? rows : db.connection.from(rows.as('tag'));
    // A cross join, because it is the one that SQLite does not turn round.
    const statement = first
      .crossJoin(named(EVENT_TABLE, 'event') as never)
      .whereRaw('?? = ??', ['event.id', 'tag.event_id']);
    return { statement, order: { occurredAt: 'tag.occurred_at', id: 'tag.event_id' } };
  }

  /**
   * The events that a plan asks for; or rows of another table that has the columns it compares,
   * where they stand as `event` as well.
   */
  return function matching(plan: SearchPlan, table: string = EVENT_TABLE): Matching {
    const rows: Statement = db.connection.from(named(table, 'event'));
    const sets = plan.tests.filter(isPositiveTerms).flatMap((test) => test.sets);
    const first = sets.find(isOneTerm) ?? sets[0];
    const found: Matching = first
      ? startWith(first, plan)
      : { statement: rows, order: { occurredAt: 'event.occurred_at', id: 'event.id' } };
    if (!first) whereTime(found.statement, 'event.occurred_at', plan);

    for (const set of sets) {
      if (set !== first) void found.statement.whereExists(rowsWith([set], 'event.id'));
    }
    for (const test of plan.tests) {
      if (test.negated) whereNot(found.statement, test);
      else if (!isPositiveTerms(test)) whereTest(found.statement, test);
    }
    return found;
  };
}
