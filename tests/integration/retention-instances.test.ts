import { bootApp, type App } from '../helpers/boot-app';
import { defaultDatabase } from '../helpers/app/databases';

/** The journal of two instances; SQLite serves one process only, so that there is none to take over. */
const describeOnServers = defaultDatabase() === 'sqlite' ? describe.skip : describe;

const COUNT = 6_000;
/** In the middle of what is old: up to there the first instance comes. */
const LOCKED = 'old-3500';

// Both run the purge only when they are told to.
const CONFIG = { auditTrail: { retention: { days: 30, schedule: '0 0 1 1 *' } } };

interface Held {
  heldRow?: { rollback(): Promise<void> };
}

describeOnServers('a purge whose instance dies', () => {
  let first: App;
  let second: App;

  beforeAll(async () => {
    first = await bootApp(CONFIG);
    const { DATABASE_URL = '' } = first.env;
    second = await bootApp({ ...CONFIG, env: { DATABASE_URL } });
    await first.run(async ({ db }, count) => {
      const old = Date.now() - 40 * 86_400_000;
      const rows = Array.from({ length: count }, (_, n) => ({
        ...{ document_id: `old-${n}`, occurred_at: old + n, action: 'entry.create' },
        ...{ outcome: 'success', origin: 'code', actor_type: 'system', count: 1 },
        ...{ changed_fields: 0, bytes: 100, tags: '[]', changes: '[]' },
      }));
      await db.connection.batchInsert('audit_trail_events', rows, 200);
    }, COUNT);
  });
  afterAll(async () => {
    // Its database is the first one's.
    await second?.stop();
    await first?.stop();
  });

  /** Resolves when no more than so many of the old events are left. */
  const untilLeft = (most: number) =>
    second.run(async ({ db }, most) => {
      for (;;) {
        const [row] = await db
          .connection('audit_trail_events')
          .where('document_id', 'like', 'old-%')
          .count({ n: '*' });
        if (Number(row?.n) <= most) return Number(row?.n);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }, most);

  const purgesOf = () =>
    second.run(async ({ db }) => {
      const rows: { payload: string | { removed: number; end: string } }[] = await db
        .connection('audit_trail_events')
        .where({ action: 'audit-log.purge' });
      return rows.map(({ payload }) =>
        typeof payload === 'string' ? JSON.parse(payload) : payload
      );
    });

  it('is taken over by another within a minute, and by itself', async () => {
    await second.run(async ({ db }, locked) => {
      const trx = await db.connection.transaction();
      await trx('audit_trail_events').where({ document_id: locked }).forUpdate();
      (globalThis as Held).heldRow = trx as never;
    }, LOCKED);
    const purge = first.run((strapi) => strapi.plugin('audit-trail').service('retention').purge());
    const died = expect(purge).rejects.toThrow();
    const left = await untilLeft(COUNT - 3_000);
    expect(left).toBeGreaterThan(COUNT - 3_600);
    expect(
      await second.run((strapi) => strapi.plugin('audit-trail').service('retention').purge())
    ).toEqual({ ran: false, reason: 'another-instance' });

    await first.kill();
    await died;
    const diedAt = Date.now();
    await second.run(() => (globalThis as Held).heldRow!.rollback());
    await untilLeft(0);
    expect(Date.now() - diedAt).toBeLessThan(60_000);
    expect(Date.now() - diedAt).toBeGreaterThan(5_000);
  }, 120_000);

  it('is recorded by the one that ended it, with its own part', async () => {
    const [purge, ...others] = await purgesOf();
    expect(others).toEqual([]);
    expect(purge).toMatchObject({ end: 'complete' });
    expect(purge.removed).toBeGreaterThan(2_000);
    expect(purge.removed).toBeLessThanOrEqual(3_000);
  });
});
