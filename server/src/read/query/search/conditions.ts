import type { AddressRange } from '../../../contracts';
import { EVENT_TABLE } from '../../../plugin-id';
import { dialectOf, type QueryDatabase, type Statement } from '../database';
import type { Matching } from './matching';
import type { ActorTest, SearchPlan, SearchTest } from './plan';
import { whereTime, type TagRows } from './tag-rows';

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
export function createConditions(db: QueryDatabase, { rowsOf, rowsWith, withOthers }: TagRows) {
  /**
   * Begins-with in the form each database answers from an index, case-sensitive: SQLite's LIKE
   * ignores case and therefore indexes, its GLOB does not. MySQL compares by the column's
   * collation, which usually ignores case.
   */
  const beginsWith = (column: string, beginning: string): readonly [string, string[]] =>
    dialectOf(db) === 'sqlite'
      ? ['?? glob ?', [column, `${beginning.replace(/[*?[]/g, '[$&]')}*`]]
      : // `|`, because a backslash means something else in MySQL's and PostgreSQL's literals.
        ["?? like ? escape '|'", [column, `${beginning.replace(/[|%_]/g, '|$&')}%`]];

  /** The keys of an actor's events within the plan's time range. */
  function idsOf(test: ActorTest, plan: TimeOf): Statement {
    if (test.kind === 'terms') {
      const rows = rowsWith(test.sets);
      whereTime(rows, 'word.occurred_at', plan);
      return rows;
    }
    const { type, id } = test.account;
    const rows = db.getConnection(EVENT_TABLE).where({ actor_type: type, actor_id: id });
    whereTime(rows, 'occurred_at', plan);
    return rows.select('id');
  }

  /** @param plan the plan that the test belongs to; only its times are read */
  function whereTest({ statement, order }: Matching, test: SearchTest, plan: TimeOf): void {
    switch (test.kind) {
      case 'column':
        if (test.seek) void statement.whereIn(`event.${test.seek.column}`, [...test.seek.values]);
        void statement.whereIn(`event.${test.column}`, [...test.values]);
        return;
      case 'beginning':
        void statement.whereRaw(...beginsWith(`event.${test.column}`, test.value));
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
          // The rows of one index value are in the order of time; a range has to be sorted.
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
        // One at a time, so each reads through its own index: an "or" across tables uses none.
        const [first, ...others] = test.anyOf.map((one) => idsOf(one, plan));
        if (first) void statement.whereIn(order.id, first.union(others) as never);
      }
    }
  }

  function whereNot({ statement, order }: Matching, test: SearchTest): void {
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
        if (first) {
          void statement.whereNotExists(withOthers(rowsOf(order, 'word', first), 'word', rest));
        }
        return;
      }
      case 'any-actor':
        for (const one of test.anyOf) whereNot({ statement, order }, { ...one, negated: true });
    }
  }

  return { whereTest, whereNot, idsOf };
}
