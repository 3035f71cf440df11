import { dialectOf, type QueryDatabase, type Statement } from '../database';
import type { Matching } from './matching';
import type { SearchPlan, SearchTest } from './plan';
import type { PostingRows } from './postings';

type TimeOf = Pick<SearchPlan, 'after' | 'before'>;

/** Includes rows without a value, which SQL would leave out. */
const whereNoneOf = (
  statement: Statement,
  column: string,
  values: readonly (string | number)[]
): void => {
  if (values.length === 0) return;
  void statement.where((any) => void any.whereNull(column).orWhereNotIn(column, [...values]));
};

/** Adds single tests to a statement over events, as conditions. */
export function createConditions(db: QueryDatabase, { whereSet, keysWith }: PostingRows) {
  /**
   * Begins-with, case-sensitive where the database is: SQLite's LIKE ignores case, its GLOB does
   * not. MySQL compares by the column's collation, which usually ignores case.
   */
  const beginsWith = (column: string, beginning: string): readonly [string, string[]] =>
    dialectOf(db) === 'sqlite'
      ? ['?? glob ?', [column, `${beginning.replace(/[*?[]/g, '[$&]')}*`]]
      : // `|`, because a backslash means something else in MySQL's and PostgreSQL's literals.
        ["?? like ? escape '|'", [column, `${beginning.replace(/[|%_]/g, '|$&')}%`]];

  /** @param plan the plan that the test belongs to; only its times are read */
  function whereTest(found: Matching, test: SearchTest, plan: TimeOf): void {
    const { statement, order } = found;
    switch (test.kind) {
      case 'column':
        if (test.seek) void statement.whereIn(`event.${test.seek.column}`, [...test.seek.values]);
        void statement.whereIn(`event.${test.column}`, [...test.values]);
        return;
      case 'beginning':
        void statement.whereRaw(...beginsWith(`event.${test.column}`, test.value));
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
        whereNoneOf(statement, `event.${test.column}`, test.values);
        return;
      case 'beginning': {
        const column = `event.${test.column}`;
        const [sql, values] = beginsWith(column, test.value);
        void statement.where((any) => {
          void any.whereNull(column).orWhereRaw(`not (${sql})`, values);
        });
        return;
      }
      case 'terms':
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
