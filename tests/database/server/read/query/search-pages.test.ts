import fc from 'fast-check';
import { createJournal } from '../../../../../server/src/journal';
import { createQuery, type Query } from '../../../../../server/src/read/query';
import {
  INSTANTS,
  newestFirst,
  QUESTIONS,
  walkPages,
  WORDS,
  type EventOfWords,
} from '../../../../helpers/events-of-words';
import { openJournalDatabase } from '../../../../helpers/journal-database';
import { queriedJournal } from '../../../../helpers/queried-journal';
import { redactedEvent } from '../../../../helpers/redacted-event';

const NOBODY = { type: 'admin-user', id: '1', name: null, email: null } as const;
const NOTHING = { type: null, id: null, documentId: null, locale: null, status: null, name: null };

const log = queriedJournal();

const anEvent = fc.record({
  at: fc.constantFrom(...INSTANTS),
  actor: fc.subarray([...WORDS]),
  resource: fc.subarray([...WORDS]),
  isFailure: fc.boolean(),
});

/** Their ids are their keys. */
const written = ({ key, at, actor, resource, isFailure }: EventOfWords) =>
  redactedEvent({
    action: `test.${key}`,
    occurredAt: new Date(at),
    actor: { ...NOBODY, name: actor.join(' ') },
    resource: { ...NOTHING, name: resource.join(' ') },
    outcome: isFailure ? 'failure' : 'success',
  });
const keysOf = ({ results }: Awaited<ReturnType<Query['findEvents']>>): number[] =>
  results.map(({ action }) => Number(action.split('.')[1]));

const actions = { choices: () => [], labelOf: () => null };

describe('a search for words that begin alike', () => {
  it('finds what it means, each event once, on pages that follow each other', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anEvent, { maxLength: 25 }),
        fc.constantFrom(...QUESTIONS),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom('asc', 'desc'),
        // What a long journal is read in is made short here.
        fc.constantFrom(undefined, 1, 2, 3, 7),
        async (given, { asked, finds }, pageSize, direction, rowsAtOnce) => {
          const events = given.map((event, key) => ({ ...event, key }));
          const journal = await openJournalDatabase();
          try {
            await createJournal(journal).append(events.map(written), journal.db.connection);
            const query = createQuery({
              db: journal.db,
              actions,
              ...(rowsAtOnce !== undefined && { rowsAtOnce }),
            });
            const list = { ...asked, sort: `occurredAt:${direction}`, pageSize: String(pageSize) };
            const expected = newestFirst(events, finds);
            if (direction === 'asc') expected.reverse();

            const forwards = await walkPages(query.findEvents, list, 'after');
            const backwards = await walkPages(query.findEvents, list, 'before');
            expect(forwards.flatMap(keysOf)).toEqual(expected);
            expect(backwards.toReversed().flatMap(keysOf)).toEqual(expected);
            for (const { pagination } of [...forwards, ...backwards]) {
              expect(pagination).toMatchObject({ total: expected.length, totalIsExact: true });
            }
            const pageCount = Math.max(1, Math.ceil(expected.length / pageSize));
            for (let page = 1; page <= pageCount; page += 1) {
              const shown = expected.slice((page - 1) * pageSize, page * pageSize);
              for (const number of [page, page - 1 - pageCount]) {
                const found = await query.findEvents({ ...list, page: String(number) });
                expect(keysOf(found)).toEqual(shown);
              }
            }
          } finally {
            await journal.close();
          }
        }
      ),
      { numRuns: 150 }
    );
  });

  const write = (events: Omit<EventOfWords, 'key'>[]) =>
    createJournal(log.journal).append(
      events.map((event, key) => written({ ...event, key })),
      log.journal.db.connection
    );
  const ordinary = { at: INSTANTS[0]!, actor: [], resource: ['quilla'], isFailure: false } as const;

  it('shows an event of two such words on one page only', async () => {
    await write([ordinary, { ...ordinary, resource: ['quilla', 'quillon'] }, ordinary]);
    const pages = await walkPages(log.query.findEvents, { q: 'quil', pageSize: '1' }, 'after');
    expect(pages.map(keysOf)).toEqual([[2], [1], [0]]);
    expect(pages[0]!.pagination.total).toBe(3);
  });

  it('counts no event twice, up to where it stops', async () => {
    await write(Array.from({ length: 200 }, () => ordinary));
    const { connection } = log.journal.db;
    const count = async (events: number) => {
      for (const table of ['events', 'terms', 'postings', 'state']) {
        await connection(`audit_trail_${table}`).delete();
      }
      await connection.raw(
        `insert into audit_trail_events (id, document_id, occurred_at, action, outcome, origin, actor_type, count, resource_name)
         with recursive n(i) as (select 1 union all select i + 1 from n where i < ${events})
         select i, 'bulk-' || i, i, 'entry.create', 'success', 'code', 'system', 1, 'quilla quillon'
         from n`
      );
      const { pagination } = await log.query.findEvents({ q: 'quil' });
      return [pagination.total, pagination.totalIsExact];
    };
    expect(await count(9_999)).toEqual([9_999, true]);
    expect(await count(10_000)).toEqual([10_000, true]);
    expect(await count(10_001)).toEqual([10_000, false]);
  });

  it('finds the neighbours of an event, what is new, and everything for an export', async () => {
    const other = { ...ordinary, resource: ['rhubarb'] } as const;
    await write([ordinary, { ...ordinary, resource: ['quilla', 'quillon'] }, other, ordinary]);
    const ids = (await log.query.findEvents({})).results.map(({ id }) => id);
    const [newest, , middle, oldest] = ids;
    expect(await log.query.findNeighbours(middle, { q: 'quil' })).toEqual({
      newer: newest,
      older: oldest,
    });
    const { batches } = await log.query.walkEvents({ q: 'quil', format: 'jsonl' });
    const walked: string[] = [];
    for await (const batch of batches) walked.push(...batch.map(({ id }) => id));
    expect(walked).toEqual([newest, middle, oldest]);
    const news = { cursor: '4', count: 2, isExact: true };
    expect(await log.query.countNews({ after: '1', q: 'quil' })).toEqual(news);
  });
});
