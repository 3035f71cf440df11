import { EVENT_TABLE } from '../../plugin-id';
import type { Budget } from './budget';
import { ROWS_AT_ONCE } from './width';
import type { QueryDatabase, Statement } from './database';
import { inOrder, whereBehind, type Cursor, type SortDirection, type Stretch } from './cursor';

/** Where to read, and in which direction. */
export interface Walk {
  direction: SortDirection;
  /** Where to begin (exclusive); the end of the journal on that side if left out. */
  behind?: Cursor | null | undefined;
  /** Epoch milliseconds; `after` is inclusive, `before` exclusive. */
  after?: number | null;
  before?: number | null;
  /** The length of the first stretch; later ones are at most four times as long. */
  rowsAtOnce?: number | undefined;
}

const ORDER = { occurredAt: 'occurred_at', id: 'id' };
/**
 * How long the work on one should take, in milliseconds; this is how long the process is blocked.
 */
const WANTED_MS = 10;

/**
 * Goes through the journal in stretches of some thousand rows, so each step is short however long
 * the journal is. After a slow stretch comes a shorter one.
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
  /** The last of this many rows from there on; null if fewer are left. */
  const lastOf = async (from: Cursor | null, rows: number): Promise<Cursor | null> => {
    const matching = { statement: range(db.getConnection(EVENT_TABLE)), order: ORDER };
    if (from) whereBehind(matching, direction, from);
    inOrder(matching, direction);
    const statement = matching.statement.offset(rows - 1).limit(1);
    const [found] = (await budget.run(
      statement.select('occurred_at', 'id')
    )) as unknown as Cursor[];
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
