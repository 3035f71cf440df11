import { TAG_TABLE } from '../../../plugin-id';
import type { Budget } from '../budget';
import { countUpTo } from '../count-up-to';
import type { QueryDatabase } from '../database';
import { isPositiveTerms, type SearchTest, type TermSet } from './plan';

/** The most rows of a term that are counted: a fraction of a millisecond. */
const MAX_COUNTED = 1_000;

type Some = Extract<TermSet, { kind: 'some' }>;
const isSome = (set: TermSet): set is Some => set.kind === 'some';

/** Checking an event for one term takes a single seek; for any of several, a scan of its terms. */
const byNumberOfTerms = (one: TermSet, other: TermSet): number =>
  isSome(one) && isSome(other) ? other.terms.length - one.terms.length : 0;

/**
 * Puts the set of terms with the fewest events first, and among equals the set with the most terms:
 * its rows are read one by one, and each event is checked for the other sets. Ranges come last. The
 * rest keeps its order. Counts nothing if there is no choice.
 */
export async function rarestFirst(
  db: QueryDatabase,
  budget: Budget,
  tests: readonly SearchTest[]
): Promise<SearchTest[]> {
  const sets = tests.filter(isPositiveTerms).flatMap((test) => test.sets);
  if (sets.length < 2) return [...tests];

  const some = sets.filter(isSome);
  const counts = new Map<TermSet, number>();
  for (const set of some) {
    if (some.length === 1) counts.set(set, 0);
    else {
      const rows = db.getConnection(TAG_TABLE).whereIn('term', [...set.terms]);
      counts.set(set, (await countUpTo(budget, db, rows, MAX_COUNTED)).count);
    }
  }
  const countOf = (set: TermSet): number => counts.get(set) ?? MAX_COUNTED + 1;
  const byRarity = (one: TermSet, other: TermSet): number =>
    countOf(one) - countOf(other) || byNumberOfTerms(one, other);
  const sorted = tests.map((test) =>
    isPositiveTerms(test) ? { ...test, sets: test.sets.toSorted(byRarity) } : test
  );
  const rarestOf = (test: SearchTest): TermSet | undefined =>
    isPositiveTerms(test) ? test.sets[0] : undefined;
  return sorted.sort((one, other) => {
    const [first, second] = [rarestOf(one), rarestOf(other)];
    if (first && second) return byRarity(first, second);
    return Number(!first) - Number(!second);
  });
}
