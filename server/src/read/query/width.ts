import { EVENT_TABLE } from '../../plugin-id';
import type { Budget } from './budget';
import { countUpTo } from './count-up-to';
import { dialectOf, named, type QueryDatabase, type Statement } from './database';
import {
  checkedAtOnce,
  isIndexed,
  isOneTerm,
  manyTerms,
  type SearchPlan,
  type SearchTest,
} from './search/plan';
import { createPostingRows, whereTime } from './search/postings';

/** How much of the journal a statement of a query may have to look at. */
export interface Width {
  /** Whether that may be any number of rows; the query then runs stretch by stretch. */
  isWide: boolean;
  /** The index that finds few rows and that the statement should use. */
  index?: string;
}

/** How many rows one statement may look at without blocking the process. */
export const ROWS_AT_ONCE = 4_000;

const NARROW_ENOUGH: Width = { isWide: false };
const WIDE: Width = { isWide: true };

/**
 * Decides whether one statement can answer a query. Only on SQLite: a database server works while
 * the process does other things, and cancels on request.
 */
export function createWidthOf(db: QueryDatabase, rowsAtOnce = ROWS_AT_ONCE) {
  if (dialectOf(db) !== 'sqlite') return () => Promise.resolve(NARROW_ENOUGH);
  const { startWith } = createPostingRows(db);

  const eventsOf = (plan: SearchPlan): Statement => {
    const events: Statement = db.connection.from(named(db, EVENT_TABLE, 'event'));
    whereTime(events, 'event.occurred_at', plan);
    return events;
  };

  return async (budget: Budget, plan: SearchPlan): Promise<Width> => {
    const areFew = async (rows: Statement): Promise<boolean> =>
      (await countUpTo(budget, db, rows, checkedAtOnce(plan, rowsAtOnce))).isExact;

    const parts = plan.tests.length;
    if (parts === 0) return NARROW_ENOUGH;
    // Read once for each statement, and there may be one for each term of the first set.
    if (manyTerms(plan).lacked.length > 0) return WIDE;

    const [first, ...others] = plan.sets;
    if (first) {
      // The index has the rows of one term in the order of time: only the wanted ones are read.
      if (isOneTerm(first) && parts === 1 && others.length === 0 && isIndexed(plan.tests[0]!)) {
        return NARROW_ENOUGH;
      }
      // The terms of a range are read once for each statement, however few events are wanted.
      if ([first, ...others].some(({ kind }) => kind !== 'some')) return WIDE;
      return (await areFew(startWith(first, plan).statement)) ? NARROW_ENOUGH : WIDE;
    }

    const operations = plan.tests.map(operationsOf).find((values) => values !== null);
    if (operations) {
      const narrow = { isWide: false, index: OPERATION_INDEX };
      if (operations.length === 1 && parts === 1) return narrow;
      if (await areFew(eventsOf(plan).whereIn('event.operation_id', [...operations])))
        return narrow;
    }
    if (plan.after === null && plan.before === null) return WIDE;
    return (await areFew(eventsOf(plan))) ? { isWide: false, index: TIME_INDEX } : WIDE;
  };
}

const OPERATION_INDEX = `${EVENT_TABLE}_operation`;
const TIME_INDEX = `${EVENT_TABLE}_occurred`;

/** The operations among which a test finds its events; null if it does so in another way. */
function operationsOf(test: SearchTest): readonly (string | number)[] | null {
  if (test.negated || test.kind !== 'column') return null;
  return test.seek?.values ?? (test.column === 'operation_id' ? test.values : null);
}
