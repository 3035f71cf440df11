import { createJournal } from '../../../../../server/src/journal';
import { createQuery } from '../../../../../server/src/read/query';
import { openJournalDatabase, type JournalDatabase } from '../../../../helpers/journal-database';
import { redactedEvent } from '../../../../helpers/redacted-event';

const COUNT = 600;
const ACTIONS = { choices: () => [], labelOf: () => null };
const BEGINNINGS = ['h', 'k', 'r'];

/** Each has a few beginnings, and each beginning far more words than a statement lists. */
const nameOf = (index: number): string =>
  BEGINNINGS.filter((_, bit) => (index >> bit) % 2 === 1)
    .map((letter) => `${letter}${(index * 7) % 90}x`)
    .join(' ') || 'nothing';

let journal: JournalDatabase;

beforeAll(async () => {
  journal = await openJournalDatabase();
  const { resource, actor } = redactedEvent();
  const events = Array.from({ length: COUNT }, (_, index) =>
    redactedEvent({
      occurredAt: new Date(Date.UTC(2025, 0, 1) + index * 60_000),
      actor: { ...actor, name: index % 3 === 0 ? 'Ada Admin' : 'Bo Lind', email: null },
      resource: { ...resource, name: nameOf(index) },
      outcome: index % 5 === 0 ? 'failure' : 'success',
    })
  );
  await createJournal({ db: journal.db }).append(events, journal.db.connection);
  await journal.index();
});
afterAll(() => journal.close());

const has = (index: number, letter: string) =>
  nameOf(index)
    .split(' ')
    .some((word) => word.startsWith(letter));

const SEARCHES: [q: string, matches: (index: number) => boolean][] = [
  ['h r', (index) => has(index, 'h') && has(index, 'r')],
  ['h r k', (index) => BEGINNINGS.every((letter) => has(index, letter))],
  ['-r -k after:2000-01-01', (index) => !has(index, 'r') && !has(index, 'k')],
  ['ada -h', (index) => index % 3 === 0 && !has(index, 'h')],
  ['h -"r k"', (index) => has(index, 'h') && !(has(index, 'r') && has(index, 'k'))],
  ['h -r', (index) => has(index, 'h') && !has(index, 'r')],
  ['h k ada', (index) => has(index, 'h') && has(index, 'k') && index % 3 === 0],
  ['k outcome:failure', (index) => has(index, 'k') && index % 5 === 0],
  ['h r -outcome:failure', (index) => has(index, 'h') && has(index, 'r') && index % 5 !== 0],
  ['k actor:lind', (index) => has(index, 'k') && index % 3 !== 0],
  ['k nothing', () => false],
];

describe.each([150, undefined])('a search that reads %s rows at once', (rowsAtOnce) => {
  const query = () =>
    createQuery({ db: journal.db, actions: ACTIONS, ...(rowsAtOnce && { rowsAtOnce }) });

  it.each(SEARCHES)(
    'finds each event for %s on its page, once, and counts it',
    async (q, matches) => {
      const wanted = Array.from({ length: COUNT }, (_, index) => index)
        .filter(matches)
        .map(nameOf)
        .reverse();
      const found: (string | null)[] = [];
      for (let after: string | null | undefined; after !== null;) {
        const page = await query().findEvents({ q, pageSize: '50', ...(after && { after }) });
        found.push(...page.results.map(({ resource }) => resource.name));
        if (after === undefined) expect(page.pagination.total).toBe(wanted.length);
        after = page.pagination.after;
      }
      expect(found).toEqual(wanted);
      const { buckets } = await query().findHistogram({ q, timeZone: 'UTC' });
      expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(wanted.length);
    }
  );

  it('reads the words of each beginning at most once in a statement', async () => {
    const statements: unknown[][] = [];
    const collect = ({ bindings }: { bindings: unknown[] }) => statements.push(bindings);
    journal.db.connection.on('query', collect);
    for (const [q] of SEARCHES) {
      await query().findEvents({ q });
    }
    journal.db.connection.off('query', collect);
    // Where a range of words in names begins.
    const ranges = statements.map((bound) =>
      bound.filter((value) => /^r:[hkr]$/.test(String(value)))
    );
    expect(ranges.flat().length).toBeGreaterThan(0);
    for (const read of ranges) expect(read).toEqual([...new Set(read)]);
  });
});
