import type { OrderColumns } from '../../../journal/cursor';
import { TAG_TABLE } from '../../../plugin-id';
import { dialectOf, named, type QueryDatabase, type Statement } from '../database';
import type { Matching } from './matching';
import { isOneTerm, type SearchPlan, type TermSet } from './plan';

const NOTHING: TermSet = { kind: 'some', terms: [] };

function whereTerm(statement: Statement, column: string, set: TermSet): Statement {
  if (set.kind === 'some') return statement.whereIn(column, [...set.terms]);
  return statement.where((any) => {
    for (const [from, to] of set.ranges) {
      void any.orWhere((range) => void range.where(column, '>=', from).where(column, '<', to));
    }
  });
}

/** The time conditions of a plan. */
export const whereTime = (
  statement: Statement,
  column: string,
  { after, before }: Pick<SearchPlan, 'after' | 'before'>
): void => {
  if (after !== null) void statement.where(column, '>=', after);
  if (before !== null) void statement.where(column, '<', before);
};

/** Statements over the rows of the tags table, found by their term. */
export function createTagRows(db: QueryDatabase) {
  const tags = (alias: string) => named(db, TAG_TABLE, alias);

  /**
   * The term of a row that is found by its event. Without ANALYZE, SQLite would seek the term
   * instead and read all its rows for each event; the plus hides the index.
   */
  const termAlone = (column: string): string =>
    dialectOf(db) === 'sqlite' ? (db.connection.raw('+??', [column]) as unknown as string) : column;

  /**
   * MySQL and MariaDB would read such rows by primary key, all over the table; in the index on
   * terms, events of one time are adjacent.
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
    // This completes the columns of the index on terms: one seek there, and the table is not read.
    void rows.whereRaw('?? = ??', [`${alias}.occurred_at`, event.occurredAt]);
    return whereTerm(rows, `${alias}.term`, set);
  }

  /** Requires that the rows of an alias also have their event's terms of each of the sets. */
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

  /** The tags table, in the order of time. */
  function startWith(set: TermSet, plan: SearchPlan): Matching {
    const rows: Statement = db.connection.from(tags('tag'));
    whereTerm(rows, 'tag.term', set);
    whereTime(rows, 'tag.occurred_at', plan);
    return { statement: rows, order: { occurredAt: 'tag.occurred_at', id: 'tag.event_id' } };
  }

  return { rowsOf, withOthers, rowsWith, startWith };
}

export type TagRows = ReturnType<typeof createTagRows>;
