import { NEWS_CAP, type NewsResponse } from '../../contracts';
import { invalidParameter } from '../../errors';
import { EVENT_TABLE } from '../../plugin-id';
import { startBudget, type Budget } from './budget';
import type { QueryDatabase } from './database';
import { createPrepareQuery, type MatchingDependencies } from './matching';
import { parseEventQuery } from './parameters';
import { checkedAtOnce } from './search';
import { timeRangesOf } from './time-ranges';

/** How many of the newest rows are checked, however old the reader's cursor is. */
export const NEWS_SCAN = 10_000;
/** How many of them one statement checks. */
const NEWS_PORTION = 2_500;

function parseNewsCursor(value: unknown): number {
  const cursor = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : NaN;
  if (Number.isNaN(cursor)) throw invalidParameter('after', 'must be a cursor of the list.');
  return cursor;
}

/** The current end of the journal: later events are stored after it. */
export async function readCursor(db: Pick<QueryDatabase, 'getConnection'>): Promise<number> {
  const row: { last: number | string | null } | undefined = await db
    .getConnection(EVENT_TABLE)
    .max({ last: 'id' })
    .first();
  return Number(row?.last ?? 0);
}

export function createNewsQueries({ db, now }: MatchingDependencies) {
  const prepareQuery = createPrepareQuery({ db, now });

  /** The times of the events between two keys. */
  async function timesBetween(budget: Budget, from: number, to: number): Promise<number[]> {
    const keys = db.getConnection(EVENT_TABLE).where('id', '>', from).where('id', '<=', to);
    const times = (await budget.run(keys.pluck('occurred_at'))) as (number | string)[];
    return times.map(Number);
  }

  return {
    /**
     * How many matching events were written since a cursor, at most `NEWS_CAP`. Reads only the rows
     * after the cursor, by primary key, so it can be called every few seconds.
     *
     * @param parameters `after` and the filters of the list
     * @throws AuditTrailError that names the parameter
     */
    async countNews(parameters: Record<string, unknown>): Promise<NewsResponse> {
      const { after, ...list } = parameters;
      const requested = parseNewsCursor(after);
      const budget = startBudget(db);
      const query = parseEventQuery(list);
      // First the end: the search index then has everything up to it.
      const end = await readCursor(db);
      const prepared = await prepareQuery(query, budget);
      const from = Math.max(requested, end - NEWS_SCAN);
      if (from >= end) return { cursor: String(end), count: 0, isExact: true };

      let count = 0;
      const portion = checkedAtOnce(prepared.plan, NEWS_PORTION);
      for (let upTo = end; upTo > from && count <= NEWS_CAP; upTo -= portion) {
        const behind = Math.max(from, upTo - portion);
        for (const during of timeRangesOf(await timesBetween(budget, behind, upTo))) {
          const { statement } = prepared.during(during).among();
          const rows = (await budget.run(
            statement
              .where('event.id', '>', behind)
              .where('event.id', '<=', upTo)
              .limit(NEWS_CAP + 1)
              .select('event.id')
          )) as unknown[];
          count += rows.length;
        }
      }
      return {
        cursor: String(end),
        count: Math.min(count, NEWS_CAP),
        isExact: from === requested && count <= NEWS_CAP,
      };
    },
  };
}
