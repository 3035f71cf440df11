import type { Readable } from 'node:stream';

/** A file that is kept somewhere. */
export interface KeptFile {
  /** What is stored now, from where it is stored. */
  read(): Promise<Readable>;
  remove(): Promise<void>;
}

/** Somewhere that keeps files. */
export interface Place {
  /** Ends a sentence: "could not be stored in …". */
  title: string;
  /** A sentence for whoever has to mend it when nothing can be stored. */
  mend: string;
  /** Rejects unless the file is there to stay, and then leaves nothing of it behind if it can. */
  keep(name: string, content: Readable): Promise<KeptFile>;
  /** Removes what an earlier process did not finish. */
  tidy?(): Promise<void>;
}
