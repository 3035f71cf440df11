import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';

const LINE_END = 0x0a;

/** The data that passed through: bytes and lines, with its SHA-256 in hexadecimal digits. */
export interface Measure {
  bytes: number;
  lines: number;
  sha256: string;
}

export interface Meter extends Transform {
  /** Call once, when everything has passed through. */
  measure(): Measure;
}

function countLineEnds(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(LINE_END); at !== -1; at = chunk.indexOf(LINE_END, at + 1))
    count += 1;
  return count;
}

/** Passes everything through unchanged and measures it. */
export function createMeter(): Meter {
  const hash = createHash('sha256');
  let bytes = 0;
  let lines = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      lines += countLineEnds(chunk);
      done(null, chunk);
    },
  });
  return Object.assign(meter, { measure: () => ({ bytes, lines, sha256: hash.digest('hex') }) });
}
