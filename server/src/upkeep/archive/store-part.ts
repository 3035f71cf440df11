import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { EventDetails } from '../../contracts';
import { makeManifest, type Manifest, type PartNames } from './manifest';
import type { KeptFile, Place } from './place';
import { readBack } from './read-back';
import { writePart, type PartFacts } from './write-part';

export interface StorePart {
  place: Place;
  names: PartNames;
  instance: string;
  madeAt: Date;
}

/** The events failed, not the place that was to keep them. */
export class EventsError extends Error {}

/** Writes while it reads, and answers when both have ended. */
async function keepEvents(
  place: Place,
  file: string,
  events: AsyncIterable<readonly EventDetails[]>
): Promise<{ kept: KeptFile; facts: PartFacts }> {
  const { body, facts, eventsError } = writePart(events);
  const keeping = place.keep(file, body).finally(() => {
    // Otherwise the events would wait for ever to be taken.
    if (!body.readableEnded) body.destroy(new Error('it was not taken to its end'));
  });
  const [kept, wrote] = await Promise.allSettled([keeping, facts]);
  if (kept.status === 'fulfilled' && wrote.status === 'fulfilled') {
    return { kept: kept.value, facts: wrote.value };
  }
  if (kept.status === 'fulfilled') await kept.value.remove().catch(() => undefined);
  const cause: unknown = eventsError();
  if (cause !== undefined) throw new EventsError('the events could not be read', { cause });
  throw kept.status === 'rejected' ? kept.reason : (wrote as PromiseRejectedResult).reason;
}

async function keepManifest(place: Place, name: string, manifest: Manifest): Promise<void> {
  const written = `${JSON.stringify(manifest, null, 2)}\n`;
  const kept = await place.keep(name, Readable.from([Buffer.from(written)]));
  try {
    if ((await text(await kept.read())) === written) return;
    throw new Error('the manifest that is stored there is not what was written');
  } catch (error) {
    await kept.remove().catch(() => undefined);
    throw error;
  }
}

/** Stores a part and its manifest, each compared with what was written. What fails is taken away again. */
export async function storePart(
  { place, names, instance, madeAt }: StorePart,
  events: AsyncIterable<readonly EventDetails[]>
): Promise<Manifest> {
  const { kept, facts } = await keepEvents(place, names.file, events);
  try {
    await readBack(await kept.read(), facts);
    const manifest = makeManifest({ names, facts, instance, madeAt });
    // Last: without it the part counts as unfinished.
    await keepManifest(place, names.manifest, manifest);
    return manifest;
  } catch (error) {
    await kept.remove().catch(() => undefined);
    throw error;
  }
}
