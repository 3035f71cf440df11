import { createErasure } from '../../../../../server/src/upkeep/erasure';
import { EVENT_TABLE, REQUEST_TABLE, TERM_TABLE } from '../../../../../server/src/plugin-id';
import { openJournalDatabase, type JournalDatabase } from '../../../../helpers/journal-database';

const EMAIL = 'wilhelmina.quist@example.com';
/**
 * Made by the plugin or by Strapi, never from what somebody sent. A new column counts as one that may
 * name a person until somebody has thought about it.
 */
const NAMES_NOBODY = {
  [EVENT_TABLE]: [
    ...['document_id', 'action', 'outcome', 'origin', 'actor_type', 'actor_id', 'request_id'],
    ...['method', 'ip', 'ip_key', 'session_id', 'operation_id'],
  ],
  [REQUEST_TABLE]: ['request_id', 'method', 'ip', 'session_id', 'handler'],
};
const JSON_COLUMNS = ['tags', 'changes', 'payload'];

let journal: JournalDatabase;
beforeEach(async () => {
  journal = await openJournalDatabase();
});
afterEach(() => journal.close());

async function textColumns(table: keyof typeof NAMES_NOBODY): Promise<string[]> {
  const columns = Object.entries(await journal.db.connection(table).columnInfo());
  const texts = columns.filter(([, { type }]) => /char|text|json/.test(type));
  expect(texts.map(([name]) => name)).toEqual(expect.arrayContaining(NAMES_NOBODY[table]!));
  return texts.map(([name]) => name).filter((name) => !NAMES_NOBODY[table]!.includes(name));
}

describe('an e-mail in a column of an event or a request that is another’s', () => {
  it('is erased, whichever column it is, and so are the terms made of it', async () => {
    const valueOf = (name: string) =>
      JSON_COLUMNS.includes(name) ? JSON.stringify([`to ${EMAIL}`]) : EMAIL;
    for (const [index, name] of (await textColumns(EVENT_TABLE)).entries()) {
      await journal.addEvent({ actor_id: String(100 + index), [name]: valueOf(name) });
    }
    for (const name of await textColumns(REQUEST_TABLE)) {
      await journal.addRequest({ request_id: name, [name]: valueOf(name) });
    }
    await journal.index();
    const erasure = createErasure({
      db: journal.db,
      record: async () => undefined,
      allowPurge: async () => undefined,
    });
    await erasure.erase({ email: EMAIL });

    const left = await Promise.all(
      [EVENT_TABLE, REQUEST_TABLE].map((table) => journal.db.connection(table).select('*'))
    );
    const columns = left.flat().flatMap((row: object) => Object.entries(row));
    const naming = columns.filter(([, value]) => String(value).includes(EMAIL));
    expect(naming.map(([name]) => name)).toEqual([]);
    const terms: string[] = await journal.db.connection(TERM_TABLE).pluck('term');
    expect(terms.filter((term) => /wilhelmina|quist/.test(term))).toEqual([]);
  });
});
