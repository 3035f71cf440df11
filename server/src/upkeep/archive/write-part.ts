import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { EventDetails } from '../../contracts';
import { createJsonLines } from '../../read/export';
import { createMeter, type Measure } from './meter';

/** Events that become text at once, as many as an export reads: between them others get their turn. */
const GROUP_SIZE = 100;

/** Which event it is, and when it happened. */
export type EventPlace = Pick<EventDetails, 'id' | 'occurredAt'>;

/** What was written, in the order of the file. */
export interface PartFacts {
  events: number;
  first: EventPlace | null;
  last: EventPlace | null;
  /** The file. */
  packed: Measure;
  /** What it holds. */
  plain: Measure;
}

export interface PartInWriting {
  /** The file, written while it is read. */
  body: Readable;
  /** Rejects if the events or the file fail. */
  facts: Promise<PartFacts>;
  /** What the events failed with, if it was they. */
  eventsError(): unknown;
}

const placeOf = ({ id, occurredAt }: EventDetails): EventPlace => ({ id, occurredAt });

/** Turns events into a gzip file of JSON lines. No more than one batch of them is held. */
export function writePart(batches: AsyncIterable<readonly EventDetails[]>): PartInWriting {
  const { linesOf } = createJsonLines();
  const plain = createMeter();
  const packed = createMeter();
  const seen: Pick<PartFacts, 'events' | 'first' | 'last'> = { events: 0, first: null, last: null };
  let eventsError: unknown;

  // Apart from `text`, into which the stream also throws what failed behind it.
  async function* watched(): AsyncGenerator<readonly EventDetails[]> {
    try {
      yield* batches;
    } catch (error) {
      eventsError = error;
      throw error;
    }
  }

  async function* text(): AsyncGenerator<Buffer> {
    for await (const events of watched()) {
      for (let start = 0; start < events.length; start += GROUP_SIZE) {
        const group = events.slice(start, start + GROUP_SIZE);
        seen.events += group.length;
        seen.first ??= placeOf(group[0]!);
        seen.last = placeOf(group.at(-1)!);
        yield Buffer.from(linesOf(group));
      }
    }
  }

  // Whoever reads it may not have begun to when the events fail; `facts` tells of it.
  packed.on('error', () => undefined);
  const facts = pipeline(
    Readable.from(text(), { objectMode: false, highWaterMark: 1 }),
    plain,
    createGzip(),
    packed
  ).then(() => ({ ...seen, packed: packed.measure(), plain: plain.measure() }));
  return { body: packed, facts, eventsError: () => eventsError };
}
