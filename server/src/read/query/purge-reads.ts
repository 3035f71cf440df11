import { setImmediate } from 'node:timers/promises';
import { filterOf, type Search } from '../../contracts';
import { readProgress } from '../../journal/search-index/progress';
import { startBudget } from './budget';
import type { EventQueryDependencies } from './events';
import { createPrepareQuery, type PreparedQuery } from './matching';
import type { Cursor } from './cursor';
import { createReadDetails } from './read-details';
import { listTexts } from './search/find-terms';
import { checkedAtOnce } from './search';
import { createUpToDate } from './up-to-date';

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

/** Of some events, those that match. */
function readMatching(
  prepared: PreparedQuery,
  cursors: readonly Cursor[]
): Promise<Pick<Cursor, 'id'>[]> {
  const instants = cursors.map((cursor) => Number(cursor.occurred_at));
  const during = { from: Math.min(...instants), to: Math.max(...instants) + 1 };
  const ids = cursors.map(({ id }) => id);
  const { statement } = prepared.during(during).among();
  const matching = statement.whereIn('event.id', ids).select('event.id as id');
  return matching as unknown as Promise<Pick<Cursor, 'id'>[]>;
}

/** The purge's reads of the journal, apart from its own keys. */
export function createPurgeReads({ db, labelOf, now = Date.now }: EventQueryDependencies) {
  const readDetails = createReadDetails({ db, labelOf });
  const upToDate = createUpToDate(db);

  /** Reads again if the index was emptied meanwhile: what it lacked then was not seen. */
  async function whileWhole<Result>(read: () => Promise<Result>): Promise<Result> {
    for (;;) {
      const before = await readProgress(db);
      const result = await read();
      const after = await readProgress(db);
      if (!after.isClearing && after.generation === before.generation) return result;
    }
  }

  return {
    /** The actions that occur in the journal. */
    async listActions(): Promise<string[]> {
      const budget = startBudget(db, Infinity);
      await upToDate(budget);
      return listTexts({ db, budget }, 'action', '', MAX_ACTIONS);
    },

    /** Resolves searches as of now into a function that finds the events matching any of them. */
    async matchAny(searches: readonly Search[]) {
      const instant = now();
      const prepareQuery = createPrepareQuery({ db, now: () => instant });
      const requested = searches
        .flatMap(oneActorEach)
        .map((search) => ({ filter: filterOf(search), timeZone: 'UTC' }));
      const readAll = async (cursors: readonly Cursor[]): Promise<ReadonlySet<string>> => {
        const found = new Set<string>();
        for (const query of requested) {
          // Planned each time: the index knows only the terms of the events it has by now.
          const prepared = await prepareQuery(query, startBudget(db, Infinity));
          const size = checkedAtOnce(prepared.plan, MAX_KEYS);
          for (let start = 0; start < cursors.length; start += size) {
            const some = cursors.slice(start, start + size);
            for (const { id } of await readMatching(prepared, some)) found.add(String(id));
            await setImmediate();
          }
        }
        return found;
      };
      /** The keys of those events that match. */
      return (cursors: readonly Cursor[]) => whileWhole(() => readAll(cursors));
    },

    /** Everything stored about some events, at most a hundred, in their order. */
    readDetails: (events: readonly Pick<Cursor, 'id'>[]) =>
      readDetails(startBudget(db, Infinity), events),
  };
}

export type PurgeReads = ReturnType<typeof createPurgeReads>;
