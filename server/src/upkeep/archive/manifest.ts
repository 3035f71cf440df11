import { version } from '../../../../package.json';
import type { EventPosition, PartDetails } from './write-part';

/** The version of the manifest and its file; a reader refuses versions it does not know. */
export const FORMAT_VERSION = 1;

/** The file next to a part: a part without it is unfinished. */
export interface Manifest {
  formatVersion: number;
  pluginVersion: string;
  /** The part's name, as the log reports it. */
  name: string;
  file: string;
  events: number;
  /** In the order of the file; null if it is empty. */
  first: EventPosition | null;
  last: EventPosition | null;
  bytes: number;
  sha256: string;
  uncompressedBytes: number;
  uncompressedSha256: string;
  /** The process that wrote it. */
  instance: string;
  /** UTC, ISO 8601. */
  madeAt: string;
}

export interface PartNames {
  name: string;
  file: string;
  manifest: string;
}

/** The files of a part. */
export const filesOf = (name: string): PartNames => ({
  name,
  file: `${name}.jsonl.gz`,
  // Some upload providers store files by their name without the last extension.
  manifest: `${name}.manifest.json`,
});

interface Making {
  names: PartNames;
  details: PartDetails;
  instance: string;
  madeAt: Date;
}

export const makeManifest = ({ names, details, instance, madeAt }: Making): Manifest => ({
  formatVersion: FORMAT_VERSION,
  pluginVersion: version,
  name: names.name,
  file: names.file,
  events: details.events,
  first: details.first,
  last: details.last,
  bytes: details.packed.bytes,
  sha256: details.packed.sha256,
  uncompressedBytes: details.plain.bytes,
  uncompressedSha256: details.plain.sha256,
  instance,
  madeAt: madeAt.toISOString(),
});
