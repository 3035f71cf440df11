import { createQuery, type Query } from '../../server/src/read/query';
import { createDeclaredActions } from '../../server/src/record/declared-actions';
import { openJournalDatabase, type JournalDatabase } from './journal-database';

/** An empty journal for each test of the file that calls this, and what reads it. */
export function queriedJournal(): { journal: JournalDatabase; query: Query } {
  const log = {} as { journal: JournalDatabase; query: Query };
  beforeEach(async () => {
    log.journal = await openJournalDatabase();
    log.query = createQuery({ db: log.journal.db, actions: createDeclaredActions([]) });
  });
  afterEach(() => log.journal.close());
  return log;
}
