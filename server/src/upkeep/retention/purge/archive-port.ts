import type { EventDetails } from '../../../contracts';

/** What was stored of one portion of events. */
export interface ArchivedPart {
  name: string;
  events: number;
  bytes: number;
  sha256: string;
}

/** Where events are stored before they are removed. */
export interface Archive {
  /**
   * Stores these events as one verified part; rejects if they are not verifiably stored, and then
   * none of them may be removed.
   */
  store(events: AsyncIterable<readonly EventDetails[]>): Promise<ArchivedPart>;
}
