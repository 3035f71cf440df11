import { defaultDatabase } from '../helpers/app/databases';
import { bootApp, type App } from '../helpers/boot-app';
import { addOldEvents, untilLeft } from '../helpers/old-events';

/** SQLite has one writer at a time. */
const describeOnServers = defaultDatabase() === 'sqlite' ? describe.skip : describe;

const COUNT = 3_000;

interface Open {
  openTrx?: { rollback(): Promise<void> };
}

describeOnServers('a purge beside a transaction that has recorded and not committed', () => {
  let app: App;
  beforeAll(async () => {
    app = await bootApp({ auditTrail: { retention: { days: 30, schedule: '0 0 1 1 *' } } });
    await addOldEvents(app, COUNT);
  });
  afterAll(async () => {
    await app?.run(() => (globalThis as Open).openTrx?.rollback());
    await app?.stop();
  });

  it('does not wait for it', async () => {
    await app.run(async ({ db }) => {
      // What the planner knows of a small table: a long list of keys is most of it.
      const isMysql = db.dialect.client === 'mysql';
      await db.connection.raw(`ANALYZE ${isMysql ? 'TABLE ' : ''}audit_trail_events`);
      const [newest] = await db
        .connection('audit_trail_events')
        .orderBy('id', 'desc')
        .limit(1)
        .select('*');
      const trx = await db.connection.transaction();
      const row = { ...newest, document_id: 'uncommitted', occurred_at: Date.now() };
      delete row.id;
      await trx('audit_trail_events').insert(row);
      (globalThis as Open).openTrx = trx as never;
    });
    const purge = app.run((strapi) => strapi.plugin('audit-trail').service('retention').purge());
    expect(await untilLeft(app, 0)).toBe(0);
    expect(await purge).toMatchObject({ ran: true });
  }, 40_000);
});
