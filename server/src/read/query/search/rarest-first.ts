import { POSTING_TABLE } from '../../../plugin-id';
import type { Budget } from '../budget';
import { countUpTo } from '../count-up-to';
import type { QueryDatabase, Statement } from '../database';
import type { TermSet } from './plan';

/** The most rows of a set that are counted: a fraction of a millisecond. */
const MAX_COUNTED = 1_000;

/** SQLite takes 500 parts of a union; of so many terms it does not matter which are counted. */
const MAX_PARTS = 400;

type Some = Extract<TermSet, { kind: 'some' }>;
const isSome = (set: TermSet): set is Some => set.kind === 'some';

/** Checking an event for one term takes a single seek, for any of several one each. */
const byNumberOfTerms = (one: TermSet, other: TermSet): number =>
  isSome(one) && isSome(other) ? other.ids.length - one.ids.length : 0;

/** How many rows there are for the terms of a set, up to the limit. */
async function countSome(db: QueryDatabase, budget: Budget, { ids }: Some): Promise<number> {
  // In their order: PostgreSQL reads other rows from end to end for a limit.
  const [first, ...others] = ids
    .slice(0, MAX_PARTS)
    .map((id) =>
      db.connection.from(
        db
          .getConnection(POSTING_TABLE)
          .where('term_id', id)
          .orderBy('occurred_at')
          .limit(MAX_COUNTED)
          .select('event_id')
          .as('part')
      )
    );
  if (!first) return 0;
  const all: Statement = db.connection.from(first.unionAll(others).as('parts'));
  return (await countUpTo(budget, db, all, MAX_COUNTED)).count;
}

/**
 * Puts the set with the fewest events first, and among equals the one with the most terms: its rows
 * are read one by one, and each event is checked for the other sets. Ranges come last. Counts
 * nothing if there is no choice.
 */
export async function rarestFirst(
  db: QueryDatabase,
  budget: Budget,
  sets: readonly TermSet[]
): Promise<TermSet[]> {
  if (sets.length < 2) return [...sets];
  const some = sets.filter(isSome);
  const counts = new Map<TermSet, number>();
  for (const set of some) {
    if (some.length === 1) counts.set(set, 0);
    else {
      counts.set(set, await countSome(db, budget, set));
    }
  }
  const countOf = (set: TermSet): number => counts.get(set) ?? MAX_COUNTED + 1;
  return sets.toSorted(
    (one, other) => countOf(one) - countOf(other) || byNumberOfTerms(one, other)
  );
}
