import { filterOf, type Search } from '../../contracts';
import { EVENT_TABLE } from '../../plugin-id';
import { startBudget } from './budget';
import { distinctValues } from './distinct-values';
import type { EventQueryDependencies } from './events';
import { createMatching } from './matching';
import type { Cursor } from './cursor';
import { createReadDetails } from './read-details';
import type { Matching } from './search';

/** More than any application declares. */
const MAX_ACTIONS = 10_000;
/** Keys in one statement. */
const MAX_KEYS = 1_000;

/** A search for several actors becomes one search each, because each statement seeks one actor. */
function oneActorEach(search: Search): Search[] {
  const isActor = ({ key, negated }: Search[number]) => key === 'actor' && !negated;
  const actors = search.filter(isActor);
  if (actors.length < 2) return [search];
  return actors.map((actor) => [actor, ...search.filter((term) => !isActor(term))]);
}

/** The range keeps a frequent word from being read from end to end. */
function whereAmong(
  { statement, order }: Matching,
  cursors: readonly Cursor[]
): Promise<Pick<Cursor, 'id'>[]> {
  const instants = cursors.map((cursor) => Number(cursor.occurred_at));
  return statement
    .whereIn(
      'event.id',
      cursors.map(({ id }) => id)
    )
    .where(order.occurredAt, '>=', Math.min(...instants))
    .where(order.occurredAt, '<=', Math.max(...instants))
    .select('event.id as id') as unknown as Promise<Pick<Cursor, 'id'>[]>;
}

/** The purge's reads of the journal, apart from its own keys. */
export function createPurgeReads({ db, labelOf, now }: EventQueryDependencies) {
  const planOf = createMatching({ db, now });
  const readDetails = createReadDetails({ db, labelOf });

  return {
    /** The actions that occur in the journal. */
    listActions: (): Promise<string[]> =>
      distinctValues({
        db,
        budget: startBudget(db, Infinity),
        table: EVENT_TABLE,
        column: 'action',
        limit: MAX_ACTIONS,
      }),

    /** Resolves searches as of now into a function that finds the events matching any of them. */
    async matchAny(searches: readonly Search[]) {
      const matchings = await Promise.all(
        searches
          .flatMap(oneActorEach)
          .map((search) => planOf({ filter: filterOf(search), timeZone: 'UTC' }))
      );
      /** The keys of those events that match. */
      return async (cursors: readonly Cursor[]): Promise<ReadonlySet<string>> => {
        const found = new Set<string>();
        for (let start = 0; start < cursors.length; start += MAX_KEYS) {
          const some = cursors.slice(start, start + MAX_KEYS);
          for (const matching of matchings) {
            for (const { id } of await whereAmong(matching(), some)) found.add(String(id));
          }
        }
        return found;
      };
    },

    /** Everything stored about some events, at most a hundred, in their order. */
    readDetails,
  };
}

export type PurgeReads = ReturnType<typeof createPurgeReads>;
