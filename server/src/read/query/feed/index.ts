import type { EventFeedResponse } from '../../../contracts';
import { startBudget } from '../budget';
import type { EventQueryDependencies } from '../events';
import { createPrepareQuery } from '../matching';
import { parseFeedQuery } from '../parameters';
import { createSummariesOf } from '../summaries';
import { formatPlace } from './place';
import { createFeedReader } from './read-feed';

export function createFeedQueries({
  db,
  labelOf,
  now = Date.now,
  rowsAtOnce,
}: EventQueryDependencies) {
  const prepareQuery = createPrepareQuery({ db, now, rowsAtOnce });
  const summariesOf = createSummariesOf({ db, labelOf });

  return {
    /**
     * The matching events in the order in which they were recorded, for readers who copy the log:
     * given back as `after`, the place of an answer continues it at any time, and no event is
     * missed, however long its transaction took.
     *
     * @param parameters the query string: a list's search, `after` and `pageSize`
     * @throws AuditTrailError that names the parameter
     */
    async followEvents(parameters: Record<string, unknown>): Promise<EventFeedResponse> {
      const { place, pageSize, ...requested } = parseFeedQuery(parameters);
      const budget = startBudget(db);
      const readFeed = createFeedReader({ db, budget, now });
      const found = await readFeed(() => prepareQuery(requested, budget), place, pageSize);
      return {
        results: await summariesOf(found.rows),
        pagination: { pageSize, after: formatPlace(found.place), hasMore: found.hasMore },
      };
    },
  };
}
