import { createJournal } from '../../../../server/src/journal';
import { EVENT_TABLE, REQUEST_TABLE, TAG_TABLE } from '../../../../server/src/plugin-id';
import { openJournalDatabase, type JournalDatabase } from '../../../helpers/journal-database';
import { redactedEvent, redactedRequest } from '../../../helpers/redacted-event';

const NOTHING = { type: null, id: null, documentId: null, locale: null, status: null, name: null };

describe('the journal', () => {
  let opened: JournalDatabase;

  beforeEach(async () => {
    opened = await openJournalDatabase();
    opened.statements();
  });
  afterEach(() => opened.close());

  const journal = () => createJournal({ db: opened.db });
  const actions = () => opened.db.connection(EVENT_TABLE).orderBy('id').pluck('action');

  it('writes many events with one statement, and with another what they are found by', async () => {
    const events = Array.from({ length: 80 }, () => redactedEvent());
    await opened.db.connection.transaction(async (trx) => {
      opened.statements();
      await journal().append(events, trx);
      expect(opened.statements()).toEqual([
        expect.stringMatching(/^insert into `?audit_trail_events\b/),
        expect.stringMatching(/^insert into `?audit_trail_tags\b/),
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
    const stored = async () => {
      const rows: object[] = await opened.db.connection(EVENT_TABLE).orderBy('id').select('*');
      const tags: object[] = await opened.db.connection(TAG_TABLE).select('*');
      return { rows, tags: tags.map((tag) => JSON.stringify(tag)).sort() };
    };
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

  it('keeps what each event is found by: tags, and words of actor and resource', async () => {
    const events = ['Spring sale', 'Übergröße'].map((name) =>
      redactedEvent({
        tags: ['field:title'],
        actor: { type: 'admin-user', id: '1', name: 'Anna Berg', email: 'anna@example.com' },
        resource: { ...NOTHING, name },
      })
    );
    await journal().append(events, opened.db.connection);
    const terms = (id: number) =>
      opened.db.connection(TAG_TABLE).where('event_id', id).orderBy('term').pluck('term');
    const ofActor = ['a:anna@example.com', 'a:berg', 'a:example.com'];
    expect(await terms(1)).toEqual([...ofActor, 'r:sale', 'r:spring', 't:field:title']);
    expect(await terms(2)).toEqual([...ofActor, 'r:übergrösse', 't:field:title']);
  });

  it('writes an event and what it is found by both or not at all, without a transaction too', async () => {
    await opened.db.connection.schema.dropTable(TAG_TABLE);
    const writing = journal().append([redactedEvent()], opened.db.connection);
    await expect(writing).rejects.toMatchObject({ message: expect.stringContaining(TAG_TABLE) });
    expect(await actions()).toEqual([]);
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
