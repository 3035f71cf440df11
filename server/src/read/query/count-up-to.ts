import type { Budget } from './budget';
import type { QueryDatabase, Statement } from './database';

export interface Counted {
  count: number;
  /** False if there are more than the cap. */
  isExact: boolean;
}

/** Counts the rows of one statement, up to the cap if there is one. */
export async function countUpTo(
  budget: Budget,
  db: QueryDatabase,
  statement: Statement,
  cap: number | null
): Promise<Counted> {
  const rows = statement.select(db.connection.raw('1 as one'));
  if (cap !== null) void rows.limit(cap + 1);
  const counted: { total: number | string }[] = await budget.run(
    db.connection.from(rows.as('counted')).count({ total: '*' })
  );
  const found = Number(counted[0]!.total);
  return cap === null || found <= cap
    ? { count: found, isExact: true }
    : { count: cap, isExact: false };
}
