import { TAG_TABLE } from '../../plugin-id';
import type { Budget } from './budget';
import { countUpTo } from './count-up-to';
import { dialectOf, type QueryDatabase, type Statement } from './database';
import { isOneTerm, isPositiveTerms, type SearchPlan } from './search/plan';
import { createSelectors } from './search/selectors';

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
  const selectorsOf = createSelectors(db);

  return async (budget: Budget, plan: SearchPlan): Promise<Width> => {
    const areFew = async (some: readonly Statement[]): Promise<boolean> => {
      let left = rowsAtOnce;
      for (const rows of some) {
        const { count, isExact } = await countUpTo(budget, db, rows, left);
        if (!isExact) return false;
        left -= count;
      }
      return true;
    };

    const parts = plan.tests.length;
    if (parts === 0) return NARROW_ENOUGH;

    const sets = plan.tests.filter(isPositiveTerms).flatMap((test) => test.sets);
    const [first] = sets;
    if (first) {
      // One index has the rows of one term in the order of time: only the wanted ones are read.
      if (isOneTerm(first) && parts === 1 && sets.length === 1) return NARROW_ENOUGH;
      if (first.kind !== 'some') return WIDE;
      const rows = db.getConnection(TAG_TABLE).whereIn('term', [...first.terms]);
      return (await areFew([rows])) ? NARROW_ENOUGH : WIDE;
    }

    const selectors = selectorsOf(plan);
    if (parts === 1 && selectors.some(({ isOneValue }) => isOneValue)) return NARROW_ENOUGH;
    for (const { index, rows } of selectors) {
      if (await areFew(rows())) return { isWide: false, ...(index !== undefined && { index }) };
    }
    return WIDE;
  };
}
