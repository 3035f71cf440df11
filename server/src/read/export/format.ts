import type { EventDetails } from '../../contracts';

/** A way to write events into a file. */
export interface EventFormat {
  contentType: string;
  /** What the file begins with. */
  head: string;
  /** The lines of some events, each with its end. */
  linesOf(events: readonly EventDetails[]): string;
}

/** What formats ask of the rest. */
export interface FormatDependencies {
  /** The English label of an action that anybody declared. */
  labelOf(action: string): string | null;
}
