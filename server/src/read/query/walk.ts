import type { EventDetails, ExportFormat } from '../../contracts';
import { startBudget } from './budget';
import type { EventQueryDependencies } from './events';
import { createPrepareQuery } from './matching';
import { readCursor } from './news';
import { parseExportQuery } from './parameters';
import type { Cursor } from './cursor';
import { createReader } from './read';
import { createReadDetails } from './read-details';

/** Keys per read. */
const PAGE_SIZE = 512;
/**
 * Events read and held at once, however small. If a hundred objects of one kind are alive together,
 * V8 treats that kind as long-lived, allocates all later ones in the old space, and grows by
 * hundreds of megabytes before it collects there.
 */
export const BATCH_SIZE = 64;
/**
 * The maximum bytes per batch, however few events: each may have `maxEventBytes` plus two bodies.
 */
const BATCH_BYTES = 262_144;

/** A cursor, and how much there is to read at it. */
interface SizedCursor extends Cursor {
  bytes: number | null;
}

/** Groups of cursors, each small enough to read at once. */
export function portionsOf<Sized extends Pick<SizedCursor, 'bytes'>>(
  cursors: readonly Sized[]
): Sized[][] {
  const portions: Sized[][] = [];
  let left = 0;
  for (const cursor of cursors) {
    const bytes = cursor.bytes ?? 0;
    if (bytes > left || portions.length === 0 || portions.at(-1)!.length === BATCH_SIZE) {
      portions.push([]);
      left = BATCH_BYTES;
    }
    portions.at(-1)!.push(cursor);
    left -= bytes;
  }
  return portions;
}

/** Every matching event, one batch at a time. */
export interface EventWalk {
  format: ExportFormat;
  /** Reads a batch on demand, and none ahead. */
  batches: AsyncGenerator<EventDetails[], void, undefined>;
}

export function createWalkQueries({
  db,
  labelOf,
  now = Date.now,
  rowsAtOnce,
}: EventQueryDependencies) {
  const readDetails = createReadDetails({ db, labelOf });

  return {
    /**
     * All matching events in list order, each with everything stored about it. Events written after
     * this call are left out. Seeks from batch to batch, so the last one costs as much as the
     * first.
     *
     * @param parameters the list's query and the requested `format`
     * @throws AuditTrailError that names the parameter, before anything is read
     */
    async walkEvents(parameters: Record<string, unknown>): Promise<EventWalk> {
      const { format, direction, ...requested } = parseExportQuery(parameters);
      // "today" stays the same day, however long the export takes.
      const startedAt = now();
      const prepareQuery = createPrepareQuery({ db, now: () => startedAt, rowsAtOnce });
      // Refuses here what it cannot answer.
      await prepareQuery(requested, startBudget(db));
      // A download has no time limit; each statement is short all the same.
      const budget = startBudget(db, Infinity);
      const reader = createReader({ db, budget, rowsAtOnce });
      const end = await readCursor(db);

      async function* batches(): EventWalk['batches'] {
        for (let behind: Cursor | undefined; ;) {
          // The sorting statement does not read bodies.
          const slice = { direction, behind, end, limit: PAGE_SIZE };
          // Anew each time: an erasure gives terms other numbers, and the index may be filled again.
          const prepared = await prepareQuery(requested, budget);
          const cursors = await reader.slice<SizedCursor>(prepared, slice, (rows) =>
            rows.select('event.id', 'event.occurred_at', 'event.bytes')
          );
          for (const portion of portionsOf(cursors)) {
            yield await readDetails(budget, portion);
            // What the receiver makes of them took a turn, too.
            await budget.rest();
          }
          if (cursors.length < PAGE_SIZE) return;
          behind = cursors.at(-1);
        }
      }
      return { format, batches: batches() };
    },
  };
}
