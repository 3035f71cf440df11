import { EVENT_TABLE } from '../../plugin-id';
import type { Budget } from './budget';
import { ROWS_AT_ONCE } from './width';
import type { QueryDatabase, Statement } from './database';
import { inOrder, whereBehind, type Place, type SortDirection, type Stretch } from './place';

/** Where to read, and which way. */
export interface Walk {
  direction: SortDirection;
  /** Where to begin, which is left out; the end of the journal on that side if left out. */
  behind?: Place | null | undefined;
  /** Epoch milliseconds: nothing before the first and nothing from the second on. */
  after?: number | null;
  before?: number | null;
  /** How long the first stretch is; others are at most four times as long. */
  rowsAtOnce?: number | undefined;
}

const ORDER = { occurredAt: 'occurred_at', id: 'id' };
/** What the work on one is to take, in milliseconds; a block of the process is as long. */
const WANTED_MS = 10;

/**
 * Goes through the journal in stretches of some thousand rows, so that the work on each is short however
 * long the journal is. A stretch that took long is followed by a shorter one.
 */
export async function* stretchesOf(
  db: QueryDatabase,
  budget: Budget,
  { direction, behind, after, before, rowsAtOnce = ROWS_AT_ONCE }: Walk
): AsyncGenerator<Stretch, void, undefined> {
  const range = (statement: Statement): Statement => {
    if (after != null) void statement.where('occurred_at', '>=', after);
    if (before != null) void statement.where('occurred_at', '<', before);
    return statement;
  };
  /** The last of so many rows from there on; null where fewer are left. */
  const lastOf = async (from: Place | null, rows: number): Promise<Place | null> => {
    const matching = { statement: range(db.getConnection(EVENT_TABLE)), order: ORDER };
    if (from) whereBehind(matching, direction, from);
    inOrder(matching, direction);
    const statement = matching.statement.offset(rows - 1).limit(1);
    const [found] = (await budget.run(statement.select('occurred_at', 'id'))) as unknown as Place[];
    return found ?? null;
  };

  let size = rowsAtOnce;
  let from = behind ?? null;
  for (;;) {
    const last = await lastOf(from, size);
    const began = performance.now();
    yield { direction, behind: from, last };
    if (!last) return;
    const took = performance.now() - began;
    const factor = Math.min(2, Math.max(0.25, WANTED_MS / Math.max(took, 0.1)));
    size = Math.ceil(Math.min(rowsAtOnce * 4, Math.max(rowsAtOnce / 8, size * factor)));
    from = last;
  }
}
