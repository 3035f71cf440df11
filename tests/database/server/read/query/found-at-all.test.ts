import { queriedJournal } from '../../../../helpers/queried-journal';
import { EVENT_TABLE } from '../../../../../server/src/plugin-id';

const log = queriedJournal();
const found = async (q: string): Promise<string[]> =>
  (await log.query.findEvents({ q, pageSize: '100' })).results.map(({ id }) => id);

/** Many events at once, each with a number in the given columns. */
const addMany = (count: number, columns: Record<string, string>) => {
  const names = Object.keys(columns);
  const values = Object.values(columns).map((text) => `'${text.replace('#', "' || i || '")}'`);
  return log.journal.db.connection.raw(
    `insert into ${EVENT_TABLE}
       (document_id, occurred_at, outcome, origin, count, tags, changes, ${names.join(', ')})
     with recursive n(i) as (select 10001 union all select i + 1 from n where i < ${10_000 + count})
     select 'many-' || i, i, 'success', 'code', 1, '[]', '[]', ${values.join(', ')} from n`
  );
};

describe('an event is found', () => {
  it('by each word of a long title', async () => {
    const words = Array.from({ length: 40 }, (_, n) => `wort${n}x`);
    const id = await log.journal.addEvent({ resource_name: words.join(' ') });
    await log.journal.addEvent({ resource_name: 'other' });
    for (const word of words) expect([word, await found(word)]).toEqual([word, [id]]);
    expect(await found(`-${words.at(-1)} action:entry.update`)).not.toContain(id);
  });

  it('by a long word, and not by another that begins alike', async () => {
    const alike = 'x'.repeat(60);
    const id = await log.journal.addEvent({ resource_name: `${alike}BBB` });
    expect(await found(`${alike}bbb`)).toEqual([id]);
    expect(await found(`${alike}ccc`)).toEqual([]);
  });

  it.each(['ORD-17', '42', '20260101', 'plugin_cfg', 'k3xq0b8d1n7m2p5r9s4t6v8w'])(
    'by entry:%s, be it the id or the document id',
    async (value) => {
      const byId = await log.journal.addEvent({ resource_id: value });
      const byDocument = await log.journal.addEvent({ resource_document_id: value });
      await log.journal.addEvent({ resource_id: `${value}0`, resource_document_id: `0${value}` });
      expect((await found(`entry:${value}`)).sort()).toEqual([byId, byDocument].sort());
    }
  );

  it('by the beginning of its action, however many others there are', async () => {
    await addMany(1_100, { action: 'batch.n#', actor_type: 'system' });
    const id = await log.journal.addEvent({ action: 'zulu.one' });
    expect(await found('action:zulu.*')).toEqual([id]);
    const { pagination } = await log.query.findEvents({ q: 'action:batch.*' });
    expect(pagination).toMatchObject({ total: 1_100, totalIsExact: true });
  });
});

describe('a choice is offered', () => {
  it('of more types than anyone has, by its beginning', async () => {
    await addMany(1_100, { action: 'a.b', actor_type: 'system', resource_type: 'kind#' });
    await log.journal.addEvent({ resource_type: 'Zoo' });
    const { results } = await log.query.findValues({ key: 'type', search: 'zo' });
    expect(results).toEqual(['Zoo']);
  });

  it('of more accounts than are listed, by a part of its name', async () => {
    await addMany(2_300, {
      action: 'a.b',
      actor_type: 'end-user',
      actor_id: '#',
      actor_name: 'User #',
      actor_email: 'u#@example.com',
    });
    await log.journal.addEvent({
      actor_type: 'end-user',
      actor_id: '99999',
      actor_name: 'Kim Nine',
    });
    const { results } = await log.query.findActors({ search: 'm nin' });
    expect(results).toEqual([expect.objectContaining({ id: '99999', name: 'Kim Nine' })]);
    const all = await log.query.findActors({ page: '1', pageSize: '100' });
    expect(all.pagination.hasMore).toBe(true);
  });
});
