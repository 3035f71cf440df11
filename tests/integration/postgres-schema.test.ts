import { adminClient, ok, type Client } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';
import { endOfJournal, eventsAfter } from '../helpers/events';
import { contentsOf } from '../helpers/database-contents';
import { knexOn } from '../helpers/knex-on';
import { pluginCommand } from '../helpers/plugin-command';
import { reachableDatabases } from '../helpers/reachable-databases';

/** Upper case and a space: PostgreSQL reads it as something else wherever the quotes are missing. */
const SCHEMA = 'Audit Logs';
const DAY = 86_400_000;

const onPostgres = reachableDatabases.includes('postgres') ? describe : describe.skip;

onPostgres('in a PostgreSQL schema whose name needs quotes', () => {
  let app: App;
  let admin: Client;

  beforeAll(async () => {
    const auditTrail = { retention: { days: 30 } };
    app = await bootApp({ database: 'postgres', schema: SCHEMA, auditTrail });
    admin = await adminClient(app);
    await ok(admin.post('/admin/roles').send({ name: 'Quoted', description: '' }));
  });
  afterAll(() => app?.stop());

  it('the tables stand there and nowhere else, the key widened', async () => {
    const tables = await app.run(async (strapi) =>
      strapi.db
        .connection('information_schema.columns')
        .where({ column_name: 'id' })
        .whereLike('table_name', 'audit_trail_%')
        .orderBy('table_name')
        .select('table_schema', 'table_name', 'data_type')
    );
    expect(tables).toEqual(
      ['audit_trail_events', 'audit_trail_terms'].map((table_name) => ({
        ...{ table_schema: SCHEMA, table_name, data_type: 'bigint' },
      }))
    );
  });

  it('every guarantee holds and nothing is lost', async () => {
    const { body } = await ok(admin.get('/audit-trail/health'));
    expect(body).toMatchObject({
      lostEvents: 0,
      guarantees: { sameTransaction: 'every-change', appendOnly: true },
      missing: [],
    });
  });

  it('the log answers: list, details and actors', async () => {
    const { body } = await ok(admin.get('/audit-trail/events?filters[action]=role.create'));
    expect(body.results).toMatchObject([{ resource: { name: 'Quoted' } }]);
    const details = await ok(admin.get(`/audit-trail/events/${body.results[0].id}`));
    expect(details.body.request.requestBody).toMatchObject({ name: 'Quoted' });
    const actors = await ok(admin.get('/audit-trail/actors?search=ada'));
    expect(actors.body.results).toMatchObject([{ type: 'admin-user', name: 'Ada Admin' }]);
  });

  it('the triggers refuse, and let the purge through', async () => {
    const forge = () => app.run((strapi) => strapi.db.connection('audit_trail_events').delete());
    await expect(forge()).rejects.toThrow('append-only');
    await addOld(app, Date.now() - 31 * DAY);
    const place = await endOfJournal(app);
    await app.run(async (strapi) => {
      const jobs = strapi.cron.jobs.filter(({ name }) => name === 'audit-trail:retention');
      for (const { job } of jobs) await job.invoke();
    });
    const [purge] = await eventsAfter(app, place);
    expect(purge).toMatchObject({ action: 'audit-log.purge', payload: { removed: 1 } });
    await expect(forge()).rejects.toThrow('append-only');
  });

  it('the next boot finds everything as it was', async () => {
    const place = await endOfJournal(app);
    await app.restart();
    expect((await eventsAfter(app, place)).map(({ action }) => action)).toEqual([
      'audit-log.stop',
      'audit-log.start',
    ]);
    admin = await adminClient(app);
    const { body } = await ok(admin.get('/audit-trail/health'));
    expect(body.guarantees.appendOnly).toBe(true);
  });

  it('the log can be emptied, and the plugin taken out', async () => {
    await app.kill();
    const knex = knexOn({ client: 'postgres', env: app.env, drop: async () => undefined });
    try {
      expect(await pluginCommand(app.env, ['reset', '--yes'])).toMatchObject({ code: 0 });
      const { rows } = await contentsOf(knex, 'postgres', SCHEMA);
      expect(rows.audit_trail_events).toEqual([expect.stringContaining('audit-log.reset')]);
      expect(await pluginCommand(app.env, ['drop', '--yes'])).toMatchObject({ code: 0 });
      const left = await contentsOf(knex, 'postgres', SCHEMA);
      expect(JSON.stringify(left)).not.toMatch(/audit[-_]trail/);
    } finally {
      await knex.destroy();
    }
  });
});

/** An event of a time long gone, as if the plugin had been there. */
const addOld = (app: App, occurredAt: number): Promise<unknown> =>
  app.run(
    (strapi, at) =>
      strapi.db
        .connection('audit_trail_events')
        .insert({
          document_id: 'old',
          occurred_at: at,
          action: 'entry.create',
          outcome: 'success',
          origin: 'code',
          actor_type: 'system',
          count: 1,
          changed_fields: 0,
          tags: '[]',
          changes: '[]',
        }),
    occurredAt
  );
