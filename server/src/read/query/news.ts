import { NEWS_CAP, type NewsResponse } from '../../contracts';
import { invalidParameter } from '../../errors';
import { EVENT_TABLE } from '../../plugin-id';
import { startBudget } from './budget';
import type { QueryDatabase } from './database';
import { createMatching, type MatchingDependencies } from './matching';
import { parseEventQuery } from './parameters';

/** So many of the newest rows are looked at, however long ago the reader asked last. */
export const NEWS_SCAN = 10_000;
/** Of these, so many in one statement. */
const NEWS_PORTION = 2_500;

function parseCursor(value: unknown): number {
  const cursor = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : NaN;
  if (Number.isNaN(cursor)) throw invalidParameter('after', 'must be a cursor of the list.');
  return cursor;
}

/** The end of the journal as it is now: what is written later stands behind it. */
export async function readCursor(db: Pick<QueryDatabase, 'getConnection'>): Promise<number> {
  const row: { last: number | string | null } | undefined = await db
    .getConnection(EVENT_TABLE)
    .max({ last: 'id' })
    .first();
  return Number(row?.last ?? 0);
}

export function createNewsQueries({ db, now }: MatchingDependencies) {
  const planOf = createMatching({ db, now });

  return {
    /**
     * How many matching events were written since a cursor, at most `NEWS_CAP`. Reads only the rows
     * behind the cursor, through the primary key, so that it may be asked every few seconds.
     *
     * @param parameters `after` and the filters of the list
     * @throws AuditTrailError that names the parameter
     */
    async countNews(parameters: Record<string, unknown>): Promise<NewsResponse> {
      const { after, ...list } = parameters;
      const asked = parseCursor(after);
      const budget = startBudget(db);
      const matching = await planOf(parseEventQuery(list), budget);
      const end = await readCursor(db);
      const from = Math.max(asked, end - NEWS_SCAN);
      if (from >= end) return { cursor: String(end), count: 0, isExact: true };

      let count = 0;
      for (let upTo = end; upTo > from && count <= NEWS_CAP; upTo -= NEWS_PORTION) {
        const { statement, order } = matching();
        const rows = (await budget.run(
          statement
            .where(order.id, '>', Math.max(from, upTo - NEWS_PORTION))
            .where(order.id, '<=', upTo)
            .limit(NEWS_CAP + 1)
            .select('event.id')
        )) as unknown[];
        count += rows.length;
      }
      return {
        cursor: String(end),
        count: Math.min(count, NEWS_CAP),
        isExact: from === asked && count <= NEWS_CAP,
      };
    },
  };
}
