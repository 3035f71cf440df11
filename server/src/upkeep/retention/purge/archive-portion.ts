import type { EventDetails } from '../../../contracts';
import type { Archive, ArchivedPart } from './archive-port';
import type { Candidate } from './candidates';
import { yieldToOthers, type Pace } from './pace';
import type { PurgeReads } from './ports';

/** Events and bytes per read: SQLite blocks the process meanwhile, and JSON is parsed. */
const AT_ONCE = { events: 100, bytes: 1_000_000 };

interface Portion {
  archive: Archive;
  reads: Pick<PurgeReads, 'readDetails'>;
  pace: Pace;
  mayGoOn: () => Promise<boolean>;
}

function nextOf(rows: readonly Candidate[], start: number): Candidate[] {
  let bytes = 0;
  const some = rows.slice(start, start + AT_ONCE.events);
  const tooMany = some.findIndex((row, index) => {
    bytes += Number(row.bytes ?? 0);
    return index > 0 && bytes > AT_ONCE.bytes;
  });
  return tooMany < 0 ? some : some.slice(0, tooMany);
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/**
 * Passes events to the archive before they are removed. Null if that was interrupted: then none of
 * them may be removed.
 *
 * @throws if the archive does not store each of them
 */
export async function storePortion(
  { archive, reads, pace, mayGoOn }: Portion,
  rows: readonly Candidate[]
): Promise<ArchivedPart | null> {
  let given = 0;
  let isBrokenOff = false;
  let isRead = false;

  async function* details(): AsyncGenerator<EventDetails[]> {
    for (let start = 0; start < rows.length;) {
      if (!(await mayGoOn())) {
        isBrokenOff = true;
        throw new Error('[audit-trail] retention: the purge was stopped.');
      }
      const startedAt = pace.now();
      const some = nextOf(rows, start);
      const events = await reads.readDetails(some);
      start += some.length;
      given += events.length;
      yield events;
      await yieldToOthers(pace, pace.now() - startedAt);
    }
    isRead = true;
  }

  try {
    const part = await archive.store(details());
    if (isBrokenOff) return null;
    if (!isRead || part.events !== given) {
      throw new Error(`${part.name} has ${part.events} of ${rows.length} events.`);
    }
    return part;
  } catch (cause) {
    if (isBrokenOff) return null;
    throw new Error(
      `[audit-trail] retention: the archive did not keep what was to be removed: ${reasonOf(cause)}`,
      { cause }
    );
  }
}
