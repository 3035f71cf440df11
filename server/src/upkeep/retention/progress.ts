import type { Knex } from 'knex';
import { createState } from '../../journal';
import type { Database } from './purge/ports';
import type { Tally } from './purge/tally';

/** What a purge has removed so far, so that another process can report it if its own cannot. */
export interface Progress {
  /** When the run began, in epoch milliseconds. */
  startedAt: number;
  tally: Tally;
}

const NAME = 'purge-progress';

/** Saves the progress in the transaction that made it. */
export function createProgress(db: Database) {
  const within = (trx: Knex.Transaction) =>
    createState({ getConnection: (table) => db.getConnection(table).transacting(trx) });
  return {
    /** Null if every run so far has been reported. */
    async read(): Promise<Progress | null> {
      return (await createState(db).read(NAME)) as Progress | null;
    },
    save: (trx: Knex.Transaction, progress: Progress): Promise<void> =>
      within(trx).write(NAME, progress),
    clear: (trx: Knex.Transaction): Promise<void> => within(trx).write(NAME, null),
  };
}
