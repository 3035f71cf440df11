import type { Archive } from './archive-port';
import type { Pace } from './pace';
import type { AllowPurge, Database, PurgeReads, Transaction } from './ports';
import type { Tally } from './tally';
import type { RetentionConfig } from '../rules';

/** What a run works with. */
export interface PurgeContext {
  db: Database;
  config: Readonly<RetentionConfig>;
  reads: PurgeReads;
  allowPurge: AllowPurge;
  pace: Pace;
  /**
   * Saves a tally in the transaction that made it; it commits only while this instance may purge.
   */
  keep: (trx: Transaction, tally: Tally) => Promise<void>;
  /** Stores what is removed; nothing is stored if left out. */
  archive?: Archive | undefined;
  /** Events that the archive receives as one part; 20,000 if left out. */
  portionSize?: number | undefined;
}
