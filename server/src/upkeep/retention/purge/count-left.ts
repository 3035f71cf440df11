import { eventsOf, type Cursor, type DeletionPass } from './candidates';
import type { Database } from './ports';
import { LEFT_CAP } from './tally';

/** How many events of these passes were not checked, starting after a cursor in the first pass. */
export async function countLeft(
  db: Database,
  passes: readonly DeletionPass[],
  after: Cursor | null
): Promise<number> {
  let left = 0;
  for (const [index, pass] of passes.entries()) {
    const rows = eventsOf(db, pass, index === 0 ? after : null)
      .select(db.connection.raw('1 as one'))
      .limit(LEFT_CAP - left);
    const [counted]: { total: number | string }[] = await db.connection
      .from(rows.as('counted'))
      .count({ total: '*' });
    left += Number(counted?.total ?? 0);
    if (left >= LEFT_CAP) break;
  }
  return left;
}
