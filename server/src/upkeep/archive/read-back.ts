import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { createMeter } from './meter';
import type { PartDetails } from './write-part';
import { reasonOf } from './reason';

/**
 * Reads a part from where it is stored and compares it with what was written.
 * @throws the difference, if it cannot be read or unpacked or is not the same
 */
export async function readBack(content: Readable, written: PartDetails): Promise<void> {
  const packed = createMeter();
  const plain = createMeter();
  // The text is only measured, not consumed.
  plain.resume();
  await pipeline(content, packed, createGunzip(), plain).catch((cause: unknown) => {
    throw new Error(`what is stored there cannot be unpacked (${reasonOf(cause)})`, { cause });
  });

  const [file, text] = [packed.measure(), plain.measure()];
  const measures: [name: string, stored: string | number, written: string | number][] = [
    ['bytes', file.bytes, written.packed.bytes],
    ['SHA-256', file.sha256, written.packed.sha256],
    ['lines', text.lines, written.events],
    ['bytes unpacked', text.bytes, written.plain.bytes],
    ['SHA-256 unpacked', text.sha256, written.plain.sha256],
  ];
  const differing = measures.filter(([, stored, wrote]) => stored !== wrote);
  if (differing.length === 0) return;
  const differences = differing.map(([name, stored, wrote]) => `${name} ${stored}, not ${wrote}`);
  throw new Error(`what is stored there is not what was written (${differences.join('; ')})`);
}
