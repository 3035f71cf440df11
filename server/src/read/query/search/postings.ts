import type { OrderColumns } from '../../../journal/cursor';
import { POSTING_TABLE, TERM_TABLE } from '../../../plugin-id';
import { named, type QueryDatabase, type Statement } from '../database';
import type { Matching } from './matching';
import type { SearchPlan, TermSet } from './plan';

type Times = Pick<SearchPlan, 'after' | 'before'>;

/** A term's key begins at 1. An empty list would hide the index from SQLite. */
const NO_TERM = 0;
const NOTHING: TermSet = { kind: 'some', ids: [] };

/** The time conditions of a plan. */
export const whereTime = (statement: Statement, column: string, { after, before }: Times): void => {
  if (after !== null) void statement.where(column, '>=', after);
  if (before !== null) void statement.where(column, '<', before);
};

/** Statements over the search index, found by their term. */
export function createPostingRows(db: QueryDatabase) {
  const postings = (alias: string): Statement =>
    db.connection.from(named(db, POSTING_TABLE, alias));

  function whereTerm(statement: Statement, column: string, set: TermSet): Statement {
    if (set.kind === 'some') {
      return statement.whereIn(column, set.ids.length > 0 ? [...set.ids] : [NO_TERM]);
    }
    const terms: Statement = db.connection.from(named(db, TERM_TABLE, 'term')).select('term.id');
    void terms.where((any) => {
      for (const [from, to] of set.ranges) {
        void any.orWhere(
          (range) => void range.where('term.term', '>=', from).where('term.term', '<', to)
        );
      }
    });
    return statement.whereIn(column, terms as never);
  }

  /** The rows of one event that have one of some terms: one seek for each. */
  function rowsOf(event: OrderColumns, set: TermSet): Statement {
    const rows = postings('word').select('word.event_id');
    void rows.whereRaw('?? = ??', ['word.occurred_at', event.occurredAt]);
    void rows.whereRaw('?? = ??', ['word.event_id', event.id]);
    return whereTerm(rows, 'word.term_id', set);
  }

  /** The keys of the events that have a term of a set, within the plan's times. */
  function keysOf(set: TermSet, times: Times): Statement {
    const rows = postings('word').select('word.event_id');
    whereTerm(rows, 'word.term_id', set);
    whereTime(rows, 'word.occurred_at', times);
    return rows;
  }

  /**
   * Only events that also have a term of a set. Many terms are read once for the statement: a seek
   * for each term of each event would take longer.
   */
  function whereSet({ statement, order }: Matching, set: TermSet, times: Times): void {
    if (set.kind === 'some') void statement.whereExists(rowsOf(order, set));
    else void statement.whereIn(order.id, keysOf(set, times) as never);
  }

  /** The keys of the events that have a term of every set. */
  function keysWith([first, ...rest]: readonly TermSet[], times: Times): Statement {
    const { statement, order } = startWith(first ?? NOTHING, times);
    for (const set of rest) whereSet({ statement, order }, set, times);
    return statement.select(order.id);
  }

  /** The index, in the order of time. */
  function startWith(set: TermSet, plan: Times): Matching {
    const rows = postings('tag');
    whereTerm(rows, 'tag.term_id', set);
    whereTime(rows, 'tag.occurred_at', plan);
    return { statement: rows, order: { occurredAt: 'tag.occurred_at', id: 'tag.event_id' } };
  }

  return { whereSet, keysWith, rowsOf, startWith };
}

export type PostingRows = ReturnType<typeof createPostingRows>;
