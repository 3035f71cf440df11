import { dialectOf, type QueryDatabase, type Statement } from '../database';
import type { Matching } from './matching';
import { rangeOf } from './find-terms';
import type { Indexed, SearchPlan, SearchTest, TermSet } from './plan';
import type { PostingRows } from './postings';

type TimeOf = Pick<SearchPlan, 'after' | 'before' | 'indexed'>;

type ColumnTest = Extract<SearchTest, { kind: 'column' }>;
type BeginningTest = Extract<SearchTest, { kind: 'beginning' }>;
type Between = Extract<SearchTest, { kind: 'between' }>;

const whereBetween = (statement: Statement, { column, ranges }: Between): void => {
  for (const range of ranges) void statement.orWhereBetween(`event.${column}`, [...range]);
};

/** Every event has an action, and so a term of these if the index has it. */
const ACTIONS: TermSet = { kind: 'ranges', ranges: [rangeOf('action', '')] };

/** Adds single tests to a statement over events, as conditions. */
export function createConditions(db: QueryDatabase, { whereSet, keysWith, rowsOf }: PostingRows) {
  /** Only events that the index has. */
  function whereIndexed({ statement, order }: Matching, indexed?: Indexed): void {
    if (!indexed) return;
    const { id } = order;
    void statement.where(id, '<=', indexed.cursor);
    for (const { from, to, isFolded } of indexed.gaps) {
      void statement.where((any) => {
        void any.whereNotBetween(id, [from, to]);
        if (isFolded) void any.orWhereExists(rowsOf(order, ACTIONS));
      });
    }
  }

  /** MySQL would compare texts by a collation, and the search index has them byte by byte. */
  const exactly = (column: string, { values, set }: ColumnTest) =>
    dialectOf(db) === 'mysql' && set && typeof values[0] === 'string'
      ? db.connection.raw('binary ??', [column])
      : column;

  /** Includes rows without a value, which SQL would leave out. */
  function whereNoneOf(statement: Statement, test: ColumnTest): void {
    if (test.values.length === 0) return;
    const column = `event.${test.column}`;
    void statement.where((any) => {
      void any.whereNull(column).orWhereNotIn(exactly(column, test) as string, [...test.values]);
    });
  }

  /**
   * Begins-with, case-sensitive where the database is: SQLite's LIKE ignores case, its GLOB does
   * not. MySQL compares a column that the index does not have by its collation, which usually
   * ignores case.
   */
  function beginsWith({ column, value, set }: BeginningTest): readonly [string, string[]] {
    const name = `event.${column}`;
    const dialect = dialectOf(db);
    if (dialect === 'sqlite') return ['?? glob ?', [name, `${value.replace(/[*?[]/g, '[$&]')}*`]];
    const isExact = dialect === 'mysql' && set;
    // `|`, because a backslash means something else in MySQL's and PostgreSQL's literals.
    const sql = `${isExact ? 'binary ' : ''}?? like ? escape '|'`;
    return [sql, [name, `${value.replace(/[|%_]/g, '|$&')}%`]];
  }

  /** @param plan the plan that the test belongs to; only its times are read */
  function whereTest(found: Matching, test: SearchTest, plan: TimeOf): void {
    const { statement, order } = found;
    switch (test.kind) {
      case 'column':
        if (test.seek) void statement.whereIn(`event.${test.seek.column}`, [...test.seek.values]);
        void statement.whereIn(exactly(`event.${test.column}`, test) as string, [...test.values]);
        return;
      case 'beginning':
        void statement.whereRaw(...beginsWith(test));
        return;
      case 'between':
        void statement.where((any) => whereBetween(any, test));
        return;
      case 'terms':
        for (const set of test.sets) whereSet(found, set, plan);
        return;
      case 'any-actor': {
        // One at a time, so each reads through the index: an "or" uses none.
        const [first, ...others] = test.anyOf.map((sets) => keysWith(sets, plan));
        if (first) void statement.whereIn(order.id, first.union(others) as never);
      }
    }
  }

  function whereNot({ statement, order }: Matching, test: SearchTest, plan: TimeOf): void {
    switch (test.kind) {
      case 'column':
        whereNoneOf(statement, test);
        return;
      case 'beginning': {
        const column = `event.${test.column}`;
        const [sql, values] = beginsWith(test);
        void statement.where((any) => {
          void any.whereNull(column).orWhereRaw(`not (${sql})`, values);
        });
        return;
      }
      case 'between':
        void statement.where((any) => {
          void any.whereNull(`event.${test.column}`).orWhereNot((all) => whereBetween(all, test));
        });
        return;
      case 'terms':
        whereIndexed({ statement, order }, plan.indexed);
        void statement.whereNot((all) => {
          for (const set of test.sets) whereSet({ statement: all, order }, set, plan);
        });
        return;
      case 'any-actor':
        for (const sets of test.anyOf) {
          whereNot({ statement, order }, { kind: 'terms', sets, negated: true }, plan);
        }
    }
  }

  return { whereTest, whereNot };
}
