import { createState, type State } from '../../../../../server/src/journal';
import {
  readLastPurge,
  rememberPurge,
} from '../../../../../server/src/upkeep/retention/last-purge';
import { openJournalDatabase, type JournalDatabase } from '../../../../helpers/journal-database';

let journal: JournalDatabase;
let state: State;

beforeEach(async () => {
  journal = await openJournalDatabase();
  state = createState(journal.db);
});
afterEach(() => journal.close());

const at = (day: number) => new Date(Date.UTC(2026, 0, day));
const ran = (removed: number) =>
  ({ ran: true, dryRun: false, removed, requestsRemoved: 0, held: 0, end: 'complete' }) as const;
const report = (day: number, removed: number) => ({
  at: at(day).toISOString(),
  removed,
  isDryRun: false,
  isComplete: true,
});

describe('the last purge', () => {
  it('is unknown before the first one', async () => {
    expect(await readLastPurge(state)).toBeNull();
  });

  it('is the latest one, also where it removed nothing', async () => {
    await rememberPurge(state, ran(12), at(1));
    await rememberPurge(state, ran(0), at(2));
    expect(await readLastPurge(state)).toEqual(report(2, 0));
  });

  it('tells a dry run, and one that was not complete', async () => {
    await rememberPurge(state, { ...ran(3), dryRun: true, end: 'time-is-up' }, at(1));
    expect(await readLastPurge(state)).toEqual({
      ...report(1, 3),
      isDryRun: true,
      isComplete: false,
    });
  });

  it('is not one that another instance did instead', async () => {
    await rememberPurge(state, ran(12), at(1));
    await rememberPurge(state, { ran: false, reason: 'another-instance' }, at(2));
    expect(await readLastPurge(state)).toEqual(report(1, 12));
  });
});
