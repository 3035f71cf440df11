import { randomUUID } from 'node:crypto';
import { fileTime } from '../../read/export';
import type { Archive, ArchivedPart } from '../retention/archive-port';
import { filesOf } from './manifest';
import type { Place } from './place';
import { EventsError, storePart } from './store-part';
import { reasonOf } from './reason';

export interface ArchiveDependencies {
  place: Place;
  /** Which process writes, for the manifest. */
  instance: string;
  now?: () => Date;
}

/** Keeps events as files of JSON lines, each with a manifest beside it. */
export function createArchive({
  place,
  instance,
  now = () => new Date(),
}: ArchiveDependencies): Archive {
  return {
    /**
     * Stores the events as one part of its own, reads it back and compares. Holds one batch at a time.
     *
     * @returns the part's name, its events, and bytes and SHA-256 of the file
     * @throws what the events throw; otherwise one sentence on what could not be stored, where and why,
     *   and how to mend it. Nothing of the part counts then.
     */
    async store(events): Promise<ArchivedPart> {
      const madeAt = now();
      const names = filesOf(`audit-logs-${fileTime(madeAt)}-${randomUUID()}`);
      try {
        await place.tidy?.();
        const part = await storePart({ place, names, instance, madeAt }, events);
        return { name: part.name, events: part.events, bytes: part.bytes, sha256: part.sha256 };
      } catch (error) {
        if (error instanceof EventsError) throw error.cause;
        throw new Error(
          `[audit-trail] archive: ${names.file} could not be stored in ${place.title}: ` +
            `${reasonOf(error)}. Nothing of it may be removed from the log. ${place.mend}`,
          { cause: error }
        );
      }
    },
  };
}
