import { createDeclaredActions } from '../../../../../server/src/record/declared-actions';
import { createQuery } from '../../../../../server/src/read/query';
import { queriedJournal } from '../../../../helpers/queried-journal';

const anna = { type: 'admin-user', id: '1', name: 'Anna Berg', email: 'anna@example.com' };

const log = queriedJournal();

const addActor = (type: string, id: string | null, name: string | null, more: object = {}) =>
  log.journal.addEvent({
    actor_type: type,
    actor_id: id,
    actor_name: name,
    actor_email: name && `${name.toLowerCase()}@example.com`,
    ...more,
  });

const names = async (parameters: Record<string, unknown>) =>
  (await log.query.findActors(parameters)).results.map((actor) => actor.name ?? actor.type);

describe('findActors', () => {
  it('finds nobody in an empty log', async () => {
    expect(await log.query.findActors({})).toEqual({
      results: [],
      pagination: { page: 1, pageSize: 25, hasMore: false },
    });
  });

  it('names an actor once, as he was called last', async () => {
    await addActor('admin-user', '1', 'Older', { occurred_at: 1_000 });
    await addActor('admin-user', '1', 'Latest', { occurred_at: 3_000 });
    await addActor('admin-user', '1', 'Later', { occurred_at: 2_000 });
    expect((await log.query.findActors({})).results).toEqual([
      { type: 'admin-user', id: '1', name: 'Latest', email: 'latest@example.com' },
    ]);
  });

  it('tells accounts of different types with one id apart', async () => {
    await addActor('end-user', '1', 'Reader');
    await log.journal.addEvent();
    expect((await log.query.findActors({})).results).toEqual([
      anna,
      { type: 'end-user', id: '1', name: 'Reader', email: 'reader@example.com' },
    ]);
  });

  it('gives those without an account no name, even if an e-mail was tried', async () => {
    await addActor('anonymous', null, 'Tried');
    await addActor('system', null, null);
    expect((await log.query.findActors({})).results).toEqual([
      { type: 'system', id: null, name: null, email: null },
      { type: 'anonymous', id: null, name: null, email: null },
    ]);
  });

  it('searches names and e-mails in any case, and nameless types by their type', async () => {
    await log.journal.addEvent();
    await addActor('admin-user', '2', 'Jörg');
    await addActor('admin-user', '3', null);
    await addActor('system', null, null);
    expect(await names({ search: 'BERG' })).toEqual(['Anna Berg']);
    expect(await names({ search: 'JÖRG' })).toEqual(['Jörg']);
    expect(await names({ search: 'example.com' })).toEqual(['Anna Berg', 'Jörg']);
    expect(await names({ search: 'syst' })).toEqual(['system']);
    expect(await names({ search: '%' })).toEqual([]);
  });

  it('gives page after page, in the order of the names', async () => {
    for (const name of ['Cleo', 'Anna', 'Bo']) await addActor('admin-user', `id-${name}`, name);
    const first = await log.query.findActors({ pageSize: '2' });
    const second = await log.query.findActors({ pageSize: '2', page: '2' });
    expect(first.results.map((actor) => actor.name)).toEqual(['Anna', 'Bo']);
    expect(first.pagination).toEqual({ page: 1, pageSize: 2, hasMore: true });
    expect(second.results.map((actor) => actor.name)).toEqual(['Cleo']);
    expect(second.pagination.hasMore).toBe(false);
    expect((await log.query.findActors({ pageSize: '3' })).pagination.hasMore).toBe(false);
  });

  it('asks the same number of statements however many actors there are', async () => {
    await log.journal.addEvent();
    await log.journal.index();
    log.journal.statements();
    await log.query.findActors({});
    const few = log.journal.statements().length;
    for (let id = 2; id < 60; id += 1) await addActor('admin-user', String(id), `Name${id}`);
    await log.journal.index();
    log.journal.statements();
    await log.query.findActors({});
    expect(log.journal.statements()).toHaveLength(few);
  });
});

describe('findActions', () => {
  it('gives the declared actions by group', () => {
    const choice = (action: string) => ({ action, group: action.split('.')[0]!, label: action });
    const declared = ['media.create', 'entry.update', 'entry.create'].map(choice);
    const actions = createDeclaredActions(declared);
    const { results } = createQuery({ db: log.journal.db, actions }).findActions();
    expect(results).toEqual(['entry.create', 'entry.update', 'media.create'].map(choice));
  });
});
