import { TAG_TABLE } from '../../plugin-id';
import { countUpTo } from '../count-up-to';
import type { QueryDatabase } from '../database';
import { isOneTerm, isPositiveTerms, type SearchTest, type TermSet } from './plan';

/** Rows of a term that are counted at most: a fraction of a millisecond. */
const ENOUGH = 1_000;

/**
 * Puts the term with the fewest events first: its rows are read one by one, and each is asked whether
 * its event has the others, too. The rest keeps its order. Asks nothing where there is no choice.
 */
export async function rarestFirst(
  db: QueryDatabase,
  tests: readonly SearchTest[]
): Promise<SearchTest[]> {
  const sets = tests.filter(isPositiveTerms).flatMap((test) => test.sets);
  const single = sets.filter(isOneTerm);
  if (single.length < 2) return [...tests];

  const counts = new Map<TermSet, number>();
  for (const set of single) {
    const [term] = set.terms;
    const rows = db.getConnection(TAG_TABLE).where({ term: term ?? null });
    counts.set(set, (await countUpTo(db, rows, ENOUGH)).count);
  }
  const countOf = (set: TermSet): number => counts.get(set) ?? Infinity;
  const fewestOf = (test: SearchTest): number =>
    isPositiveTerms(test) ? Math.min(...test.sets.map(countOf)) : Infinity;
  return tests
    .map((test) =>
      isPositiveTerms(test)
        ? { ...test, sets: test.sets.toSorted((one, other) => countOf(one) - countOf(other)) }
        : test
    )
    .sort((one, other) => fewestOf(one) - fewestOf(other));
}
