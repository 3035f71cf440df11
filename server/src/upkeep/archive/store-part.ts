import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { EventDetails } from '../../contracts';
import { makeManifest, type Manifest, type PartNames } from './manifest';
import type { KeptFile, ArchiveLocation } from './location';
import { readBack } from './read-back';
import { writePart, type PartDetails } from './write-part';

export interface StorePart {
  location: ArchiveLocation;
  names: PartNames;
  instance: string;
  madeAt: Date;
}

/** The events failed, not the location that was to store them. */
export class EventsError extends Error {}

/** Writes while it reads, and resolves when both have ended. */
async function keepEvents(
  location: ArchiveLocation,
  file: string,
  events: AsyncIterable<readonly EventDetails[]>
): Promise<{ kept: KeptFile; details: PartDetails }> {
  const { body, details, eventsError } = writePart(events);
  const keeping = location.keep(file, body).finally(() => {
    // Otherwise the events would wait forever to be consumed.
    if (!body.readableEnded) body.destroy(new Error('it was not taken to its end'));
  });
  const [kept, wrote] = await Promise.allSettled([keeping, details]);
  if (kept.status === 'fulfilled' && wrote.status === 'fulfilled') {
    return { kept: kept.value, details: wrote.value };
  }
  if (kept.status === 'fulfilled') await kept.value.remove().catch(() => undefined);
  const cause: unknown = eventsError();
  if (cause !== undefined) throw new EventsError('the events could not be read', { cause });
  throw kept.status === 'rejected' ? kept.reason : (wrote as PromiseRejectedResult).reason;
}

async function keepManifest(
  location: ArchiveLocation,
  name: string,
  manifest: Manifest
): Promise<void> {
  const written = `${JSON.stringify(manifest, null, 2)}\n`;
  const kept = await location.keep(name, Readable.from([Buffer.from(written)]));
  try {
    if ((await text(await kept.read())) === written) return;
    throw new Error('the manifest that is stored there is not what was written');
  } catch (error) {
    await kept.remove().catch(() => undefined);
    throw error;
  }
}

/**
 * Stores a part and its manifest, each compared with what was written. A failed part is removed
 * again.
 */
export async function storePart(
  { location, names, instance, madeAt }: StorePart,
  events: AsyncIterable<readonly EventDetails[]>
): Promise<Manifest> {
  const { kept, details } = await keepEvents(location, names.file, events);
  try {
    await readBack(await kept.read(), details);
    const manifest = makeManifest({ names, details, instance, madeAt });
    // Last: without it the part counts as unfinished.
    await keepManifest(location, names.manifest, manifest);
    return manifest;
  } catch (error) {
    await kept.remove().catch(() => undefined);
    throw error;
  }
}
