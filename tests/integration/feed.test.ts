import { adminClient, ok, type Client } from '../helpers/actors';
import { defaultDatabase } from '../helpers/app/databases';
import { bootApp, type App } from '../helpers/boot-app';

interface Feed {
  results: { id: string }[];
  pagination: { after: string; hasMore: boolean };
}

describe('the feed', () => {
  let app: App;
  let admin: Client;

  beforeAll(async () => {
    app = await bootApp();
    admin = await adminClient(app);
  });
  afterAll(() => app?.stop());

  const read = async (after: string, pageSize = 100, search = ''): Promise<Feed> => {
    const query = new URLSearchParams({ sort: 'recorded:asc', after, pageSize: `${pageSize}` });
    if (search) query.set('q', search);
    const { body } = await ok(admin.get(`/audit-trail/events?${query}`));
    return body as Feed;
  };

  /** Everything from a place on, page by page. */
  const readAll = async (after: string, pageSize: number, search = '') => {
    const ids: string[] = [];
    for (let place = after; ;) {
      const { results, pagination } = await read(place, pageSize, search);
      ids.push(...results.map(({ id }) => id));
      place = pagination.after;
      if (!pagination.hasMore) return { ids, place };
    }
  };

  const journal = (after: number, like = '%') =>
    app.run(
      async ({ db }, after, like) => {
        const rows = db.connection('audit_trail_events').where('id', '>', after);
        return rows.where('action', 'like', like).orderBy('id').pluck('document_id');
      },
      after,
      like
    ) as Promise<string[]>;

  /**
   * Transactions that store events at once and commit, or roll back, after random times: on a
   * server, later keys are then visible before earlier ones.
   */
  const commitLate = (transactions: number, longest: number): Promise<void> =>
    app.run(
      async ({ db }, transactions, longest) => {
        const isServer = db.dialect.client !== 'sqlite';
        const id = () => globalThis.crypto.randomUUID();
        const row = () => ({
          ...{
            document_id: id(),
            occurred_at: Date.now(),
            action: 'test.late',
            outcome: 'success',
          },
          ...{ origin: 'code', actor_type: 'system', count: 1, changed_fields: 0, bytes: 100 },
          ...{ tags: '[]', changes: '[]' },
        });
        const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
        const one = async () => {
          await pause(Math.random() * longest);
          const trx = await db.connection.transaction();
          const rows = Array.from({ length: 1 + Math.floor(Math.random() * 3) }, row);
          await trx('audit_trail_events').insert(rows);
          if (isServer) await pause(Math.random() * Math.random() * longest);
          await (Math.random() < 0.2 ? trx.rollback() : trx.commit());
        };
        // As many at once as the pool has connections for, beside the reader's.
        const lanes = Array.from({ length: isServer ? 6 : 1 }, async (_, lane) => {
          for (let n = lane; n < transactions; n += isServer ? 6 : 1) await one();
        });
        await Promise.all(lanes);
      },
      transactions,
      longest
    );

  it('holds every event once, however late its transaction commits, and resumes after its end', async () => {
    const { pagination } = await read('end');
    const start = await app.run(async ({ db }) => {
      const [row] = await db.connection('audit_trail_events').max({ last: 'id' });
      return Number(row?.last ?? 0);
    });
    let isWriting = true;
    const writing = commitLate(240, app.database === 'sqlite' ? 20 : 250).finally(
      () => (isWriting = false)
    );
    const seen: string[] = [];
    let place = pagination.after;
    while (isWriting) {
      const { ids, place: next } = await readAll(place, 1 + Math.floor(Math.random() * 20));
      seen.push(...ids);
      place = next;
    }
    await writing;
    const rest = await readAll(place, 7);
    seen.push(...rest.ids);
    const stored = await journal(start);
    expect(seen).toHaveLength(new Set(seen).size);
    expect([...seen].sort()).toEqual([...stored].sort());
    expect(stored.length).toBeGreaterThan(200);

    expect((await readAll(rest.place, 7)).ids).toEqual([]);
    await commitLate(3, 1);
    expect((await readAll(rest.place, 1)).ids).toEqual((await journal(start)).slice(stored.length));
  }, 480_000);

  // SQLite has one writer at a time.
  (defaultDatabase() === 'sqlite' ? it.skip : it).each(['', 'action:test.split'])(
    'goes on where transactions have taken turns for keys, and clocks differ: "%s"',
    async (search) => {
      const { pagination } = await read('end');
      const start = Number(/^feed-(\d+)/.exec(pagination.after)![1]);
      const begin = app.run(async ({ db }) => {
        const row = (occurredAt: number) => ({
          ...{ document_id: globalThis.crypto.randomUUID(), occurred_at: occurredAt },
          ...{ action: 'test.split', outcome: 'success', origin: 'code', actor_type: 'system' },
          ...{ count: 1, changed_fields: 0, bytes: 100, tags: '[]', changes: '[]' },
        });
        const [one, other] = [await db.connection.transaction(), await db.connection.transaction()];
        for (let n = 0; n < 150; n += 1) {
          await one('audit_trail_events').insert(row(Date.now()));
          await other('audit_trail_events').insert(row(Date.now()));
        }
        // An instance whose clock is two hours behind commits first.
        await db.connection('audit_trail_events').insert(row(Date.now() - 7_200_000));
        Object.assign(globalThis, { commits: [() => one.commit(), () => other.commit()] });
      });
      await begin;
      const commit = (which: number) =>
        app.run(
          (_, at) => (globalThis as unknown as { commits: (() => Promise<void>)[] }).commits[at]!(),
          which
        );
      // A place that is full of gaps has more, and cannot go on before some close.
      const readSome = async (from: string) => {
        const ids: string[] = [];
        let place = from;
        for (let turn = 0; turn < 40; turn += 1) {
          const { results, pagination: next } = await read(place, 20, search);
          ids.push(...results.map(({ id }) => id));
          place = next.after;
          if (!next.hasMore) break;
        }
        return { ids, place };
      };
      const seen: string[] = [];
      let { ids, place } = await readSome(pagination.after);
      seen.push(...ids);
      await commit(0);
      ({ ids, place } = await readSome(place));
      seen.push(...ids);
      await commit(1);
      ({ ids, place } = await readSome(place));
      seen.push(...ids);
      const stored = await journal(start, 'test.split');
      expect(seen).toHaveLength(new Set(seen).size);
      expect([...seen].sort()).toEqual([...stored].sort());
      expect(stored).toHaveLength(301);
    },
    60_000
  );

  it('narrows like the list, from the beginning of the log', async () => {
    const found = await readAll('feed-0', 3, 'action:test.*');
    expect([...found.ids].sort()).toEqual((await journal(0, 'test.%')).sort());
    const { ids } = await readAll('feed-0', 50);
    expect(ids).toEqual(await journal(0));
  });

  it.each([
    ['a place of the list', 'after=5.5', 'after must be pagination.after of an answer'],
    ['a gap from right to left', 'after=feed-1~9-3-1-1', 'after must be pagination.after'],
    ['too many gaps', `after=feed-1${'~2-2-1-1'.repeat(101)}`, 'after must be pagination.after'],
    ['a page', 'page=2', 'page is not a parameter here'],
    ['the other direction', 'before=1.1', 'before is not a parameter here'],
  ])('refuses %s', async (_, query, message) => {
    const { status, body } = await admin.get(`/audit-trail/events?sort=recorded:asc&${query}`);
    expect([status, body.error.message]).toEqual([400, expect.stringContaining(message)]);
  });

  it('is an order of the list only', async () => {
    const { status, body } = await admin.get('/audit-trail/export?format=csv&sort=recorded:asc');
    expect([status, body.error.message]).toEqual([400, expect.stringContaining('for the list')]);
  });
});
