import type { ActionChoice, ActionListResponse } from '../../contracts';
import { createActorQueries } from './actors';
import type { QueryDatabase } from './database';
import { createEventQueries } from './events';
import { createFeedQueries } from './feed';
import { createHistogramQueries } from './histogram';
import { createNeighbourQueries } from './neighbours';
import { createNewsQueries } from './news';
import { createVolumeQueries } from './volume';
import { createValueQueries } from './values';
import { createWalkQueries } from './walk';

export { createPurgeReads } from './purge-reads';

export interface QueryDependencies {
  db: QueryDatabase;
  /** Every declared action. */
  actions: {
    choices(): ActionChoice[];
    /** Null for built-in actions, which the page translates. */
    labelOf(action: string): string | null;
  };
  /** The current time in epoch milliseconds; the system clock if left out. */
  now?: () => number;
  /** SQLite only: how many rows one statement looks at; a tested number if left out. */
  rowsAtOnce?: number;
}

/** All reads of the journal for people. Nothing here writes. */
export function createQuery({ db, actions, now, rowsAtOnce }: QueryDependencies) {
  return {
    ...createEventQueries({ db, labelOf: actions.labelOf, now, rowsAtOnce }),
    ...createFeedQueries({ db, labelOf: actions.labelOf, now, rowsAtOnce }),
    ...createNeighbourQueries({ db, now, rowsAtOnce }),
    ...createNewsQueries({ db, now }),
    ...createHistogramQueries({ db, now, rowsAtOnce }),
    ...createActorQueries({ db }),
    ...createVolumeQueries({ db }),
    ...createValueQueries({ db }),
    ...createWalkQueries({ db, labelOf: actions.labelOf, now, rowsAtOnce }),
    /** The choices of the action filter, grouped and in alphabetical order. */
    findActions(): ActionListResponse {
      const results = actions
        .choices()
        .sort(
          (a, b) => a.group.localeCompare(b.group, 'en') || a.action.localeCompare(b.action, 'en')
        );
      return { results };
    },
  };
}

export type Query = ReturnType<typeof createQuery>;
