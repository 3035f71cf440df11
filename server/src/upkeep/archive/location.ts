import type { Readable } from 'node:stream';

/** A stored file. */
export interface KeptFile {
  /** The stored content, read from where it is stored. */
  read(): Promise<Readable>;
  remove(): Promise<void>;
}

/** A location that stores files. */
export interface ArchiveLocation {
  /** Ends a message: "could not be stored in …". */
  title: string;
  /** A message for the operator on how to fix it when nothing can be stored. */
  fix: string;
  /**
   * Rejects unless the file is stored for good, and then leaves nothing of it behind if possible.
   */
  keep(name: string, content: Readable): Promise<KeptFile>;
  /** Removes what an earlier process did not finish. */
  tidy?(): Promise<void>;
}
