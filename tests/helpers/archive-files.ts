import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Manifest } from '../../server/src/upkeep/archive/manifest';
import type { EventDetails } from '../../server/src/contracts';
import { readJsonLines } from './exports';

export const sha256 = (content: Buffer): string =>
  createHash('sha256').update(content).digest('hex');

export interface PartOnDisk {
  manifest: Manifest;
  packed: Buffer;
  plain: Buffer;
  events: EventDetails[];
}

/** Every part of a folder, in the order of the names: those with a manifest, and nothing else. */
export const readParts = (folder: string): PartOnDisk[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.manifest.json'))
    .sort()
    .map((name) => {
      const manifest = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Manifest;
      const packed = readFileSync(join(folder, manifest.file));
      const plain = gunzipSync(packed);
      return { manifest, packed, plain, events: readJsonLines(plain.toString()) };
    });
