import { adminClient, ok, type Client } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';
import { defaultDatabase } from '../helpers/app/databases';
import { indexEvents } from '../helpers/index-events';

const client = defaultDatabase();
const COUNT = 300;

/**
 * Many short transactions at once, each of which stores an event and commits, or rolls back, a
 * little later: on a server, events become visible in another order than that of their keys.
 */
const storeAtOnce = (app: App, count: number, longest: number): Promise<string[]> =>
  app.run(
    async ({ db }, count, longest) => {
      const stored: string[] = [];
      const isServer = db.dialect.client !== 'sqlite';
      const store = async (number: number): Promise<void> => {
        const trx = await db.connection.transaction();
        const id = globalThis.crypto.randomUUID();
        await trx('audit_trail_events').insert({
          ...{ document_id: id, occurred_at: Date.now(), action: 'test.late', outcome: 'success' },
          ...{ origin: 'code', actor_type: 'system', count: 1, changed_fields: 0 },
          ...{ tags: '["late:yes"]', changes: '[]' },
        });
        if (isServer) {
          await new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
        }
        if (number % 5 === 0) await trx.rollback();
        else {
          await trx.commit();
          stored.push(id);
        }
      };
      const some = Array.from({ length: 6 }, async (_, worker) => {
        for (let number = worker; number < count; number += 6) await store(number);
      });
      await Promise.all(some);
      return stored;
    },
    count,
    longest
  );

/** The grace of a gap is five seconds, and a pass notes what a later one goes by. */
async function expectNoGaps(app: App): Promise<void> {
  const read = () =>
    app.run(async ({ db }) => {
      const row = await db.connection('audit_trail_state').where({ name: 'search-index' }).first();
      const last = await db.connection('audit_trail_events').max({ id: 'id' }).first();
      return { ...JSON.parse(row.value), last: Number(last?.id) };
    });
  const deadline = Date.now() + 20_000;
  for (;;) {
    await indexEvents(app);
    const { cursor, gaps, isClearing, last } = await read();
    if (gaps.length > 0 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      continue;
    }
    expect({ cursor, gaps, isClearing }).toEqual({ cursor: last, gaps: [], isClearing: false });
    return;
  }
}

describe(`the search index on ${client}`, () => {
  let app: App;
  let admin: Client;

  beforeAll(async () => {
    app = await bootApp({ database: client });
    admin = await adminClient(app);
  });
  afterAll(() => app?.stop());

  const find = async (q: string): Promise<string[]> => {
    const ids: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const query = new URLSearchParams({ q, pageSize: '100', ...(after && { after }) });
      const { body } = await ok(admin.get(`/audit-trail/events?${query}`));
      ids.push(...(body.results as { id: string }[]).map(({ id }) => id));
      after = body.pagination.after as string | null;
    }
    return ids.sort();
  };

  it('misses no event, in whatever order transactions commit while others search', async () => {
    let isOver = false;
    const storing = storeAtOnce(app, COUNT, 150).finally(() => (isOver = true));
    while (!isOver) await find('tag:late:yes');
    const stored = await storing;
    expect(stored.length).toBe(COUNT - COUNT / 5);
    for (const q of ['tag:late:yes', 'action:test.late']) {
      expect(await find(q)).toEqual(stored.toSorted());
    }
  });

  it('shows a change to a search right after it', async () => {
    for (let n = 0; n < 5; n += 1) {
      const title = `Immediately${n}`;
      await ok(
        admin.post('/content-manager/collection-types/api::article.article').send({ title })
      );
      expect(await find(title)).toHaveLength(1);
    }
  });

  it('catches up by itself, and gives up gaps that no transaction can fill', async () => {
    await storeAtOnce(app, 30, 10);
    await expectNoGaps(app);
  });

  // Clusters of MySQL give each server every third key, say.
  it('gives up many gaps as well, which it keeps as one', async () => {
    await app.run(async ({ db }) => {
      const last = await db.connection('audit_trail_events').max({ id: 'id' }).first();
      const rows = Array.from({ length: 1_300 }, (_, n) => ({
        ...{ id: Number(last?.id) + 3 * (n + 1), document_id: globalThis.crypto.randomUUID() },
        ...{ occurred_at: Date.now(), action: 'test.sparse', outcome: 'success', origin: 'code' },
        ...{ actor_type: 'system', count: 1, changed_fields: 0, tags: '[]', changes: '[]' },
      }));
      await db.connection.batchInsert('audit_trail_events', rows, 100);
    });
    expect(await find('action:test.sparse')).toHaveLength(1_300);
    await expectNoGaps(app);
  });
});

// SQLite has one connection anyway.
(client === 'sqlite' ? describe.skip : describe)(`with one connection to ${client}`, () => {
  let app: App;
  let admin: Client;

  beforeAll(async () => {
    app = await bootApp({ database: client, env: { DATABASE_POOL_MAX: '1' } });
    admin = await adminClient(app);
  });
  afterAll(() => app?.stop());

  it('records, searches beside keys that were rolled back, and gives them up', async () => {
    await storeAtOnce(app, 10, 10);
    const { body } = await ok(admin.get('/audit-trail/events?q=tag:late:yes'));
    expect(body.results).toHaveLength(8);
    await expectNoGaps(app);
  }, 60_000);
});
