import type { EventDetails } from '../../contracts';

/** A format that events can be exported in. */
export interface EventFormat {
  contentType: string;
  /** The start of the file. */
  head: string;
  /** The lines of some events, each with its line end. */
  linesOf(events: readonly EventDetails[]): string;
}

/** What formats need from the rest of the plugin. */
export interface FormatDependencies {
  /** The English label of a declared action. */
  labelOf(action: string): string | null;
}
