import type { QueryDatabase, Statement } from './database';

/** Counts the rows of a statement, no further than a cap where there is one. */
export async function countUpTo(
  db: QueryDatabase,
  statement: Statement,
  cap: number | null
): Promise<{ count: number; isExact: boolean }> {
  const rows = statement.select(db.connection.raw('1 as one'));
  if (cap !== null) void rows.limit(cap + 1);
  const counted: { total: number | string }[] = await db.connection
    .from(rows.as('counted'))
    .count({ total: '*' });
  const found = Number(counted[0]!.total);
  return cap === null || found <= cap
    ? { count: found, isExact: true }
    : { count: cap, isExact: false };
}
