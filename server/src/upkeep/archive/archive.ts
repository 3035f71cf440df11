import { randomUUID } from 'node:crypto';
import { fileTime } from '../../read/export';
import type { Archive, ArchivedPart } from '../retention/purge/archive-port';
import { filesOf } from './manifest';
import type { ArchiveLocation } from './location';
import { EventsError, storePart } from './store-part';
import { reasonOf } from './reason';

export interface ArchiveDependencies {
  location: ArchiveLocation;
  /** The process that writes, for the manifest. */
  instance: string;
  now?: () => Date;
}

/** Keeps events as JSON Lines files, each with a manifest next to it. */
export function createArchive({
  location,
  instance,
  now = () => new Date(),
}: ArchiveDependencies): Archive {
  return {
    /**
     * Stores the events as one separate part, reads it back and compares. Holds one batch at a
     * time.
     *
     * @returns the part's name, its events, and bytes and SHA-256 of the file
     * @throws what the events throw; otherwise one message on what could not be stored, where and
     * why, and how to fix it. Nothing of the part counts then.
     */
    async store(events): Promise<ArchivedPart> {
      const madeAt = now();
      const names = filesOf(`audit-logs-${fileTime(madeAt)}-${randomUUID()}`);
      try {
        await location.tidy?.();
        const part = await storePart({ location, names, instance, madeAt }, events);
        return { name: part.name, events: part.events, bytes: part.bytes, sha256: part.sha256 };
      } catch (error) {
        if (error instanceof EventsError) throw error.cause;
        throw new Error(
          `[audit-trail] archive: ${names.file} could not be stored in ${location.title}: ` +
            `${reasonOf(error)}. Nothing of it may be removed from the log. ${location.fix}`,
          { cause: error }
        );
      }
    },
  };
}
