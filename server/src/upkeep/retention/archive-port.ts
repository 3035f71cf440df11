import type { EventDetails } from '../../contracts';

/** What was kept of one portion of events. */
export interface ArchivedPart {
  name: string;
  events: number;
  bytes: number;
  sha256: string;
}

/** Where events go before they are removed. */
export interface Archive {
  /**
   * Keeps these events as one verified part; rejects if they are not verifiably stored, and then
   * nothing of them may be removed.
   */
  store(events: AsyncIterable<readonly EventDetails[]>): Promise<ArchivedPart>;
}
