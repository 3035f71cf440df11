import { createQuery } from '../../../../../server/src/read/query';
import { createDeclaredActions } from '../../../../../server/src/record/declared-actions';
import { BATCH_SIZE, portionsOf } from '../../../../../server/src/read/query/walk';
import type { EventDetails } from '../../../../../server/src/contracts';
import { queriedJournal } from '../../../../helpers/queried-journal';

const at = (day: number) => Date.UTC(2025, 0, day);

const log = queriedJournal();

const walked = async (parameters: object = {}): Promise<EventDetails[][]> => {
  const { batches } = await log.query.walkEvents({ format: 'jsonl', ...parameters });
  const found: EventDetails[][] = [];
  for await (const batch of batches) found.push(batch);
  return found;
};
const idsIn = (batches: EventDetails[][]) => batches.flat().map(({ id }) => id);

/** More than two reads of keys, of which several share each millisecond. Oldest first. */
const addMany = async (count = BATCH_SIZE * 16 + 7): Promise<string[]> => {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    ids.push(await log.journal.addEvent({ occurred_at: at(1) + Math.floor(n / 7) }));
  }
  return ids;
};

describe('walkEvents', () => {
  it('gives every event once, newest first, in batches', async () => {
    const ids = await addMany();
    const batches = await walked();
    expect(batches.map(({ length }) => length)).toEqual([...Array(16).fill(BATCH_SIZE), 7]);
    expect(idsIn(batches)).toEqual(ids.toReversed());
  });

  it('holds about a quarter of a megabyte at once, and any event alone', async () => {
    const sizes = [150_000, 100_000, 100_000, null, 750_000, 1];
    const ids: string[] = [];
    for (const [n, bytes] of sizes.entries()) {
      ids.push(await log.journal.addEvent({ occurred_at: at(1) + n, bytes }));
    }
    const batches = await walked({ sort: 'occurredAt:asc' });
    expect(batches.map(({ length }) => length)).toEqual([2, 2, 1, 1]);
    expect(idsIn(batches)).toEqual(ids);
    expect(portionsOf([])).toEqual([]);
  });

  it('gives the oldest first on request', async () => {
    const ids = await addMany();
    expect(idsIn(await walked({ sort: 'occurredAt:asc' }))).toEqual(ids);
  });

  it('gives nothing where nothing matches', async () => {
    await log.journal.addEvent();
    expect(await walked({ q: 'action:role.delete' })).toEqual([]);
  });

  it.each([
    ['q', { q: 'action:entry.publish' }],
    ['filters', { filters: { action: 'entry.publish' } }],
  ])('asks the question of the list, by %s', async (_name, question) => {
    await addMany(5);
    const wanted = await log.journal.addEvent({ action: 'entry.publish' });
    expect(idsIn(await walked(question))).toEqual([wanted]);
    const { results } = await log.query.findEvents(question);
    expect(results.map(({ id }) => id)).toEqual([wanted]);
  });

  it('leaves out what is written after it began, wherever it would stand', async () => {
    const ids = await addMany();
    const { batches } = await log.query.walkEvents({ format: 'csv' });
    const seen = (await batches.next()).value as EventDetails[];
    await log.journal.addEvent({ occurred_at: at(3) });
    await log.journal.addEvent({ occurred_at: at(1) });
    for await (const batch of batches) seen.push(...batch);
    expect(seen.map(({ id }) => id)).toEqual(ids.toReversed());
  });

  it('gives each event as its details do', async () => {
    await log.journal.addRequest({
      request_id: 'r1',
      method: 'PUT',
      path: '/x',
      status: 201,
      duration_ms: 12,
      ...{ query: '{"a":1}', request_body: '{"b":2}', response_body: 'null' },
    });
    const id = await log.journal.addEvent({
      ...{ request_id: 'r1', changes: '[{"path":"title"}]', payload: '{"c":3}' },
    });
    await log.journal.addEvent({ request_id: 'without a row' });
    const [batch] = await walked();
    expect(batch).toHaveLength(2);
    expect(batch![1]).toEqual(await log.query.findEvent(id));
    expect(batch![1]!.request).toMatchObject({ status: 201, durationMs: 12, query: { a: 1 } });
  });

  it('reads a batch when it is asked for one, and none ahead', async () => {
    await addMany();
    const { batches } = await log.query.walkEvents({ format: 'csv' });
    log.journal.statements();
    await batches.next();
    // Their keys, their rows, their requests.
    expect(log.journal.statements()).toHaveLength(3);
    await batches.return();
    expect(log.journal.statements()).toEqual([]);
  });

  it('sorts keys alone, so that bodies are read only for the rows of the batch', async () => {
    await log.journal.addEvent();
    log.journal.statements();
    await walked();
    const sorting = log.journal.statements().filter((sql) => sql.includes('order by'));
    expect(sorting).toHaveLength(1);
    expect(sorting[0]).not.toMatch(/changes|payload|tags/);
  });

  it('means by "today" the day on which it began, however long it takes', async () => {
    let now = at(2) - 1_000;
    const { db } = log.journal;
    const query = createQuery({ db, actions: createDeclaredActions([]), now: () => now });
    const ids = await addMany(1_100);
    const { batches } = await query.walkEvents({ format: 'csv', q: 'after:today' });
    const found = [(await batches.next()).value as EventDetails[]];
    now = at(3);
    for await (const batch of batches) found.push(batch);
    expect(idsIn(found)).toEqual(ids.toReversed());
  });

  it('passes over what was purged between the keys and the rows of a batch', async () => {
    const kept = await log.journal.addEvent();
    const gone = await log.journal.addEvent();
    const { batches } = await log.query.walkEvents({ format: 'csv' });
    let purged: Promise<unknown> | undefined;
    log.journal.db.connection.once('query-response', () => {
      purged = log.journal.db
        .connection('audit_trail_events')
        .where({ document_id: gone })
        .delete()
        .then(Number);
    });
    const { value } = await batches.next();
    expect((value as EventDetails[]).map(({ id }) => id)).toEqual([kept]);
    await purged;
  });

  it.each([
    ['format', {}],
    ['format', { format: 'xlsx' }],
    ['format', { format: ['csv', 'jsonl'] }],
    ['page', { format: 'csv', page: '1' }],
    ['pageSize', { format: 'csv', pageSize: '10' }],
    ['exactTotal', { format: 'csv', exactTotal: 'true' }],
    ['q', { format: 'csv', q: 'colour:red' }],
    ['filters[colour]', { format: 'csv', filters: { colour: 'red' } }],
    ['sort', { format: 'csv', sort: 'action:asc' }],
    ['timeZone', { format: 'csv', timeZone: 'Mars' }],
  ])('names %s in its refusal of %j, before it reads', async (parameter, parameters) => {
    log.journal.statements();
    await expect(log.query.walkEvents(parameters)).rejects.toMatchObject({
      code: 'parameter-invalid',
      parameter,
    });
    expect(log.journal.statements()).toEqual([]);
  });
});
