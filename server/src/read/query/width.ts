import { TAG_TABLE } from '../../plugin-id';
import type { Budget } from './budget';
import { countUpTo } from './count-up-to';
import { dialectOf, type QueryDatabase, type Statement } from './database';
import { isOneTerm, isPositiveTerms, type SearchPlan } from './search/plan';
import { createSelectors } from './search/selectors';

/** How much of the journal a statement for a question may have to look at. */
export interface Width {
  /** Whether that may be any number of rows; it is then asked stretch by stretch. */
  isWide: boolean;
  /** The index that finds few rows, through which the statement is then to read. */
  index?: string;
}

/** So many rows are looked at in one statement without holding up the process. */
export const ROWS_AT_ONCE = 4_000;

const NARROW_ENOUGH: Width = { isWide: false };
const WIDE: Width = { isWide: true };

/**
 * Finds out whether a question can be answered in one statement. On SQLite alone: a server works on while
 * the process does other things, and gives up when it is asked to.
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
      // One index has the rows of one term in the order of time: no more are read than wanted.
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
