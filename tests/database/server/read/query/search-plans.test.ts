import { createJournal } from '../../../../../server/src/journal';
import { createQuery } from '../../../../../server/src/read/query';
import { openJournalDatabase, type JournalDatabase } from '../../../../helpers/journal-database';
import { redactedEvent } from '../../../../helpers/redacted-event';

const ACTIONS = { choices: () => [], labelOf: () => null };

let journal: JournalDatabase;

beforeAll(async () => {
  journal = await openJournalDatabase();
  const events = Array.from({ length: 300 }, () => redactedEvent());
  await createJournal({ db: journal.db }).append(events, journal.db.connection);
  await journal.index();
});
afterAll(() => journal.close());

interface Ran {
  sql: string;
  bindings: unknown[];
}

/** Every statement that a search runs. */
async function statementsOf(q: string): Promise<Ran[]> {
  const { connection } = journal.db;
  const queries: Ran[] = [];
  const collect = (ran: Ran) => queries.push(ran);
  connection.on('query', collect);
  await createQuery({ db: journal.db, actions: ACTIONS }).findEvents({ q });
  connection.off('query', collect);
  return queries;
}

/** How SQLite runs it, in its words. */
async function planOf({ sql, bindings }: Ran): Promise<string[]> {
  const rows: { detail: string }[] = await journal.db.connection.raw(
    `explain query plan ${sql}`,
    bindings as never[]
  );
  return rows.map(({ detail }) => detail);
}

/** The plans of all of them. */
async function plansOf(q: string): Promise<string[]> {
  const plans: string[] = [];
  for (const ran of await statementsOf(q)) plans.push(...(await planOf(ran)));
  return plans;
}

/** Reads every row of a stored table, or every entry of one of its indexes. */
const scans = (plans: string[]) =>
  plans.filter((plan) => /^SCAN (event|tag|word|posting|audit_trail_\w+)\b/.test(plan));

const ONE_EACH = [
  'actor:admin-user:1',
  'actor:ada',
  'actor:ada actor:admin-user:2',
  'actor-type:admin-user',
  'action:entry.update',
  'action:entry.*',
  'type:api::article.article',
  'entry:doc7',
  'entry:7',
  'entry:doc7 entry:8',
  'type:api::article.article entry:doc7',
  'locale:en',
  'outcome:failure',
  'origin:admin-panel',
  'ip:127.0.0.1',
  'ip:127.0.0.0/8',
  'field:title',
  'tag:field:title',
  'spring',
  'spring sale',
  'after:7d',
  'before:today',
  'after:7d -origin:cron',
  'after:7d -actor:ada -field:price -ip:10.0.0.0/8 -sale',
  'field:title -field:price -actor:bo',
];

describe('on SQLite, a search', () => {
  it.each(ONE_EACH)('for %s reads through an index', async (q) => {
    expect(scans(await plansOf(q))).toEqual([]);
  });

  it.each([
    ...['field:title', 'actor-type:admin-user', 'type:api::article.article', 'spring'],
    'ip:127.0.0.1',
  ])('for %s, which is one value of an index, sorts nothing', async (q) =>
    expect(await plansOf(q)).not.toContain('USE TEMP B-TREE FOR ORDER BY')
  );

  it.each(['spring sale', '"spring sale"', 'field:title -spring', '-spring after:7d'])(
    'for %s asks an event for its other terms, and not a term for its events',
    async (q) => {
      const asked = (await plansOf(q)).filter((plan) => plan.startsWith('SEARCH word'));
      expect(asked).not.toEqual([]);
      for (const plan of asked) expect(plan).toMatch(/ \(.*event_id=\?/);
    }
  );

  it.each(['field:title', 'spring', 'spring sale', 'field:title -sale'])(
    'for %s counts in the terms alone',
    async (q) => {
      const count = (await statementsOf(q)).filter(({ sql }) => /count\(.*`tag`/.test(sql));
      expect(count).not.toEqual([]);
      const plan = await planOf(count.at(-1)!);
      const searches = plan.filter((line) => line.startsWith('SEARCH'));
      expect(searches).not.toEqual([]);
      for (const line of searches) expect(line).toMatch(/^SEARCH (tag|word) USING PRIMARY KEY/);
    }
  );

  it('for the beginning of several words sorts only what a page may show of each', async () => {
    const { resource } = redactedEvent();
    const names = ['Springtime', 'Springboard'];
    await createJournal({ db: journal.db }).append(
      names.map((name) => redactedEvent({ resource: { ...resource, name } })),
      journal.db.connection
    );
    await journal.index();
    const list = (await statementsOf('spring')).find(({ sql }) => sql.includes('`document_id`'));
    const plan = await planOf(list!);
    const terms = plan.filter((line) => line.startsWith('SEARCH tag'));
    expect(terms).toHaveLength(3);
    for (const line of terms) expect(line).toBe('SEARCH tag USING PRIMARY KEY (term_id=?)');
    // What they gave together is sorted, and none of them by itself.
    expect(plan.filter((line) => line === 'USE TEMP B-TREE FOR ORDER BY')).toHaveLength(1);
  });

  it('begins with the rarer of two terms, wherever it stands', async () => {
    const { resource } = redactedEvent();
    const rare = redactedEvent({ resource: { ...resource, name: 'Autumn sale' } });
    await createJournal({ db: journal.db }).append([rare], journal.db.connection);
    for (const q of ['sale autumn', 'autumn sale', '"sale autumn"', 'field:title autumn']) {
      const list = (await statementsOf(q)).find(({ sql }) => sql.includes('`document_id`'));
      const term = await journal.db.connection('audit_trail_terms').where({ term: 'r:autumn' });
      expect(list?.bindings[0]).toBe(term[0].id);
    }
  });

  it('is called a scan where it is one', async () => {
    const { connection } = journal.db;
    await connection.raw('alter table audit_trail_postings rename to audit_trail_ordered');
    await connection.raw('create table audit_trail_postings as select * from audit_trail_ordered');
    expect(scans(await plansOf('field:title'))).not.toEqual([]);
  });
});
