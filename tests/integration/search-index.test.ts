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
    await indexEvents(app);
    // The grace of a gap is five seconds.
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    await indexEvents(app);
    const state = await app.run(({ db }) =>
      db.connection('audit_trail_state').where({ name: 'search-index' }).first('value')
    );
    const last = await app.run(({ db }) =>
      db.connection('audit_trail_events').max({ id: 'id' }).first()
    );
    expect(JSON.parse(state.value)).toEqual({
      cursor: Number(last?.id),
      gaps: [],
      isClearing: false,
    });
  });
});
