import { filterOf, type Search } from '../../contracts';
import { EVENT_TABLE } from '../../plugin-id';
import { startBudget } from './budget';
import { distinctValues } from './distinct-values';
import type { EventQueryDependencies } from './events';
import { createMatching } from './matching';
import type { Place } from './place';
import { createReadDetails } from './read-details';
import type { Matching } from './search';

/** More than any application declares. */
const MAX_ACTIONS = 10_000;
/** Keys in one statement. */
const MAX_KEYS = 1_000;

/** Any of several actors is read as a set of its own for each statement; a search each seeks. */
function oneActorEach(search: Search): Search[] {
  const isActor = ({ key, negated }: Search[number]) => key === 'actor' && !negated;
  const actors = search.filter(isActor);
  if (actors.length < 2) return [search];
  return actors.map((actor) => [actor, ...search.filter((term) => !isActor(term))]);
}

/** The range keeps a word of many events from being read from end to end. */
function whereAmong(
  { statement, order }: Matching,
  places: readonly Place[]
): Promise<Pick<Place, 'id'>[]> {
  const instants = places.map((place) => Number(place.occurred_at));
  return statement
    .whereIn(
      'event.id',
      places.map(({ id }) => id)
    )
    .where(order.occurredAt, '>=', Math.min(...instants))
    .where(order.occurredAt, '<=', Math.max(...instants))
    .select('event.id as id') as unknown as Promise<Pick<Place, 'id'>[]>;
}

/** What the purge asks of the journal beside its own keys. */
export function createPurgeReads({ db, labelOf, now }: EventQueryDependencies) {
  const planOf = createMatching({ db, now });
  const readDetails = createReadDetails({ db, labelOf });

  return {
    /** The actions that stand in the journal. */
    listActions: (): Promise<string[]> =>
      distinctValues({
        db,
        budget: startBudget(db, Infinity),
        table: EVENT_TABLE,
        column: 'action',
        limit: MAX_ACTIONS,
      }),

    /** Understands searches as they are meant now, and resolves to what finds those that match any. */
    async matchAny(searches: readonly Search[]) {
      const matchings = await Promise.all(
        searches
          .flatMap(oneActorEach)
          .map((search) => planOf({ filter: filterOf(search), timeZone: 'UTC' }))
      );
      /** The keys of those of some events that match. */
      return async (places: readonly Place[]): Promise<ReadonlySet<string>> => {
        const found = new Set<string>();
        for (let start = 0; start < places.length; start += MAX_KEYS) {
          const some = places.slice(start, start + MAX_KEYS);
          for (const matching of matchings) {
            for (const { id } of await whereAmong(matching(), some)) found.add(String(id));
          }
        }
        return found;
      };
    },

    /** Everything that is kept of some events, at most a hundred, in their order. */
    readDetails,
  };
}

export type PurgeReads = ReturnType<typeof createPurgeReads>;
