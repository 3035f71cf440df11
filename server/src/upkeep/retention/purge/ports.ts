import type { Core } from '@strapi/strapi';
import type { EventDetails, Search } from '../../../contracts';
import type { Cursor } from '../../../journal/cursor';

export type Database = Pick<
  Core.Strapi['db'],
  'connection' | 'getConnection' | 'getSchemaName' | 'transaction'
> & { dialect: { client: string } };
export type Transaction = Parameters<Parameters<Core.Strapi['db']['transaction']>[0]>[0]['trx'];

/** The journal's key to its append-only triggers. */
export type AllowPurge = (trx: Transaction) => Promise<void>;

/** Reads the journal for the purge. */
export interface PurgeReads {
  /** The actions that occur in the journal. */
  listActions(): Promise<string[]>;
  /**
   * Resolves to a function that returns the keys of those events that match any of the searches.
   */
  matchAny(searches: readonly Search[]): Promise<Held>;
  /** Everything stored about at most a hundred events. */
  readDetails(events: readonly Pick<Cursor, 'id'>[]): Promise<EventDetails[]>;
}

/** The keys, as text, of those of some events that are held. */
export type Held = (cursors: readonly Cursor[]) => Promise<ReadonlySet<string>>;
