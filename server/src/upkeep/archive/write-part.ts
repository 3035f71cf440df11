import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { EventDetails } from '../../contracts';
import { createJsonLines } from '../../read/export';
import { createMeter, type Measure } from './meter';

/**
 * How many events become text at once, as many as an export reads: in between, others get their
 * turn.
 */
const GROUP_SIZE = 100;

/** Which event it is, and when it happened. */
export type EventPosition = Pick<EventDetails, 'id' | 'occurredAt'>;

/** What was written, in the order of the file. */
export interface PartDetails {
  events: number;
  first: EventPosition | null;
  last: EventPosition | null;
  /** The file. */
  packed: Measure;
  /** Its unpacked content. */
  plain: Measure;
}

export interface PartInWriting {
  /** The file, written while it is read. */
  body: Readable;
  /** Rejects if the events or the file fail. */
  details: Promise<PartDetails>;
  /** The error of the events, if they were the cause. */
  eventsError(): unknown;
}

const positionOf = ({ id, occurredAt }: EventDetails): EventPosition => ({ id, occurredAt });

/** Turns events into a gzip file of JSON Lines. Holds at most one batch of them. */
export function writePart(batches: AsyncIterable<readonly EventDetails[]>): PartInWriting {
  const { linesOf } = createJsonLines();
  const plain = createMeter();
  const packed = createMeter();
  const seen: Pick<PartDetails, 'events' | 'first' | 'last'> = {
    events: 0,
    first: null,
    last: null,
  };
  let eventsError: unknown;

  // Separate from `text`, which also receives errors from later streams.
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
        seen.first ??= positionOf(group[0]!);
        seen.last = positionOf(group.at(-1)!);
        yield Buffer.from(linesOf(group));
      }
    }
  }

  // The reader may not have started when the events fail; `facts` reports it.
  packed.on('error', () => undefined);
  const details = pipeline(
    Readable.from(text(), { objectMode: false, highWaterMark: 1 }),
    plain,
    createGzip(),
    packed
  ).then(() => ({ ...seen, packed: packed.measure(), plain: plain.measure() }));
  return { body: packed, details, eventsError: () => eventsError };
}
