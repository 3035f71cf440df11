import { setImmediate } from 'node:timers/promises';
import type { EventDetails, ExportFormat } from '../../contracts';
import { startBudget } from './budget';
import type { EventQueryDependencies } from './events';
import { createQuestions } from './matching';
import { readCursor } from './news';
import { parseExportQuery } from './parameters';
import type { Place } from './place';
import { createReader } from './read';
import { createReadDetails } from './read-details';

/** Keys that are read at once. */
const PAGE_SIZE = 512;
/**
 * Events that are read and held at once, however small. Where a hundred objects of one kind are alive
 * together, V8 takes that kind for long-lived, puts all later ones among its old objects, and grows by
 * hundreds of megabytes before it looks there.
 */
export const BATCH_SIZE = 64;
/** And so many bytes of them, however few: each may have `maxEventBytes`, and two bodies beside that. */
const BATCH_BYTES = 262_144;

/** A place, and how much is to be read there. */
interface SizedPlace extends Place {
  bytes: number | null;
}

/** Groups of places of which each may be read at once. */
export function portionsOf<Sized extends Pick<SizedPlace, 'bytes'>>(
  places: readonly Sized[]
): Sized[][] {
  const portions: Sized[][] = [];
  let left = 0;
  for (const place of places) {
    const bytes = place.bytes ?? 0;
    if (bytes > left || portions.length === 0 || portions.at(-1)!.length === BATCH_SIZE) {
      portions.push([]);
      left = BATCH_BYTES;
    }
    portions.at(-1)!.push(place);
    left -= bytes;
  }
  return portions;
}

/** Every event that matches, a batch at a time. */
export interface EventWalk {
  format: ExportFormat;
  /** Reads a batch when it is asked for one, and none ahead. */
  batches: AsyncGenerator<EventDetails[], void, undefined>;
}

export function createWalkQueries({ db, labelOf, now, rowsAtOnce }: EventQueryDependencies) {
  const questionOf = createQuestions({ db, now, rowsAtOnce });
  const readDetails = createReadDetails({ db, labelOf });

  return {
    /**
     * All events that match, in the order of the list, each with everything that is kept of it. What
     * is written after this call is left out. Seeks from batch to batch, so that the last one costs
     * what the first one does.
     *
     * @param parameters the list's question and the `format` that is wanted
     * @throws AuditTrailError that names the parameter, before anything is read
     */
    async walkEvents(parameters: Record<string, unknown>): Promise<EventWalk> {
      const { format, direction, ...asked } = parseExportQuery(parameters);
      const question = await questionOf(asked, startBudget(db));
      // Whoever takes a file waits for it as long as it takes; each statement is short all the same.
      const reader = createReader({ db, budget: startBudget(db, Infinity), rowsAtOnce });
      const end = await readCursor(db);

      async function* batches(): EventWalk['batches'] {
        for (let behind: Place | undefined; ;) {
          // Bodies are not read by what sorts.
          const slice = { direction, behind, end, limit: PAGE_SIZE };
          const places = await reader.slice<SizedPlace>(question, slice, (rows) =>
            rows.select('event.id', 'event.occurred_at', 'event.bytes')
          );
          for (const portion of portionsOf(places)) {
            yield await readDetails(portion);
            // SQLite answers without leaving the process: other requests get their turn here.
            await setImmediate();
          }
          if (places.length < PAGE_SIZE) return;
          behind = places.at(-1);
        }
      }
      return { format, batches: batches() };
    },
  };
}
