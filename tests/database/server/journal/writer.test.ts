import { createJournal } from '../../../../server/src/journal';
import { EVENT_TABLE, POSTING_TABLE, REQUEST_TABLE } from '../../../../server/src/plugin-id';
import { openJournalDatabase, type JournalDatabase } from '../../../helpers/journal-database';
import { redactedEvent, redactedRequest } from '../../../helpers/redacted-event';

describe('the journal', () => {
  let opened: JournalDatabase;

  beforeEach(async () => {
    opened = await openJournalDatabase();
    opened.statements();
  });
  afterEach(() => opened.close());

  const journal = () => createJournal({ db: opened.db });
  const actions = () => opened.db.connection(EVENT_TABLE).orderBy('id').pluck('action');

  it('writes many events with one statement, and nothing else', async () => {
    const events = Array.from({ length: 80 }, () => redactedEvent());
    await opened.db.connection.transaction(async (trx) => {
      opened.statements();
      await journal().append(events, trx);
      expect(opened.statements()).toEqual([
        expect.stringMatching(/^insert into `?audit_trail_events\b/),
      ]);
    });
    expect(await actions()).toHaveLength(80);
  });

  it('writes the same rows for many events at once as for each by itself', async () => {
    const events = Array.from({ length: 12 }, (_, index) =>
      redactedEvent({
        tags: [`field:title${index}`],
        payload: index % 2 ? { text: 'it\'s "quoted"', list: [1, null, true] } : null,
      })
    );
    const stored = async (): Promise<object[]> =>
      opened.db.connection(EVENT_TABLE).orderBy('id').select('*');
    await journal().append(events, opened.db.connection);
    const together = await stored();
    await opened.close();
    opened = await openJournalDatabase();
    for (const event of events) await journal().append([event], opened.db.connection);
    expect(together).toEqual(await stored());
  });

  it('writes nothing when there is nothing to write', async () => {
    await journal().append([], opened.db.connection);
    expect(opened.statements()).toEqual([]);
  });

  it('writes events in the order they are given', async () => {
    const events = ['entry.create', 'entry.publish'].map((action) => redactedEvent({ action }));
    await journal().append(events, opened.db.connection);
    expect(await actions()).toEqual(['entry.create', 'entry.publish']);
  });

  it('tells of each append, before it commits', async () => {
    const appended: number[] = [];
    const writer = journal();
    writer.onAppend(() => appended.push(1));
    await opened.db.connection.transaction(async (trx) => {
      await writer.append([redactedEvent(), redactedEvent()], trx);
      expect(appended).toEqual([1]);
    });
    expect(await opened.db.connection(POSTING_TABLE)).toEqual([]);
  });

  it('lets events vanish with the transaction they were written in', async () => {
    const trx = await opened.db.connection.transaction();
    await journal().append([redactedEvent()], trx);
    await trx.rollback();
    expect(await actions()).toEqual([]);
  });

  it("rejects with the database's error when the table is gone", async () => {
    await opened.db.connection.schema.dropTable(EVENT_TABLE);
    const writing = journal().append([redactedEvent()], opened.db.connection);
    await expect(writing).rejects.toMatchObject({ message: expect.stringContaining(EVENT_TABLE) });
  });

  it('keeps the first row of a request that is written twice', async () => {
    const first = redactedRequest({ durationMs: 1 });
    const again = redactedRequest({ request: first.request, durationMs: 2 });
    const other = redactedRequest({ durationMs: 3 });
    await journal().appendRequests([first]);
    await journal().appendRequests([again, other]);
    const durations = await opened.db.connection(REQUEST_TABLE).pluck('duration_ms');
    expect(durations).toEqual([1, 3]);
  });
});
