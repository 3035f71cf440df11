import { adminClient, login, ok, type Client } from '../helpers/actors';
import { createDatabase, defaultDatabase, type TestDatabase } from '../helpers/app/databases';
import { bootApp, type App } from '../helpers/boot-app';
import { endOfJournal, eventsAfter } from '../helpers/events';
import { knexOn } from '../helpers/knex-on';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const check = (app: App): Promise<void> =>
  app.run(async (strapi) => {
    const jobs = strapi.cron.jobs.filter(({ name }) => name === 'audit-trail:journal-watch');
    for (const { job } of jobs) await job.invoke();
  });

const client = defaultDatabase();
const onTable = client === 'postgres' ? ' ON audit_trail_events' : '';
const TRIGGERS =
  client === 'postgres'
    ? ['audit_trail_events_no_change', 'audit_trail_events_no_truncate']
    : ['audit_trail_events_no_update', 'audit_trail_events_no_delete'];
const dropTriggers = TRIGGERS.map((name) => `DROP TRIGGER ${name}${onTable}`);
/** What empties the log: MySQL's TRUNCATE fires no trigger, elsewhere the triggers go first. */
const emptyLog = {
  sqlite: [...dropTriggers, 'DELETE FROM audit_trail_events'],
  postgres: [...dropTriggers, 'TRUNCATE audit_trail_events RESTART IDENTITY'],
  mysql: ['TRUNCATE audit_trail_events'],
}[client];

const execute = (app: App, statements: string[]): Promise<void> =>
  app.run(async (strapi, all) => {
    for (const sql of all) await strapi.db.connection.raw(sql);
  }, statements);

const own = async (app: App, after: number) =>
  (await eventsAfter(app, after)).filter(({ action }) => /^audit-log\.(guard|damage)/.test(action));

const healthOf = async (admin: Client) => (await ok(admin.get('/audit-trail/health'))).body;

/** The tags whose event is not there, or has another time. */
const strayTags = (app: App): Promise<unknown[]> =>
  app.run((strapi) =>
    strapi.db
      .connection('audit_trail_postings as t')
      .leftJoin('audit_trail_events as e', (join) => {
        join.on('e.id', 't.event_id').andOn('e.occurred_at', 't.occurred_at');
      })
      .whereNull('e.id')
      .select('t.*')
  );

const newestKey = (app: App): Promise<number> =>
  app.run(async (strapi) => {
    const row = await strapi.db.connection('audit_trail_events').max('id as key').first();
    return Number(row?.key ?? 0);
  });

describe(`the watch over the log on ${client}`, () => {
  const home = mkdtempSync(join(tmpdir(), 'audit-trail-watch-'));
  let database: TestDatabase;
  let app: App;
  let other: App;
  let admin: Client;

  beforeAll(async () => {
    database = await createDatabase(client, { file: join(home, 'data.db'), fresh: false });
    app = await bootApp({ database });
    other = await bootApp({ database });
    admin = await adminClient(app);
    await check(app);
  });
  afterAll(async () => {
    await app?.stop();
    await other?.stop();
    await database?.drop();
    rmSync(home, { recursive: true, force: true });
  });

  /** A recorded action; sign-ins are limited to a few in five minutes. */
  const act = (name: string) => ok(admin.post('/admin/roles').send({ name, description: '' }));

  it('finds nothing while nothing happens, and runs twice a minute', async () => {
    await check(app);
    await check(other);
    expect(await own(app, 0)).toEqual([]);
    expect(await healthOf(admin)).toMatchObject({ guarantees: { appendOnly: true }, missing: [] });
    const schedule = await app.run(
      (strapi) => strapi.cron.jobs.find(({ name }) => name === 'audit-trail:journal-watch')?.options
    );
    expect(schedule).toBe('*/30 * * * * *');
  });

  const keyOf = { sqlite: '(id) VALUES (1)', mysql: '(connection) VALUES (CONNECTION_ID())' };
  // PostgreSQL's key is a setting of one transaction.
  (client === 'postgres' ? it.skip : it)('notices a key that lets others in', async () => {
    const place = await endOfJournal(app);
    const into = 'INSERT INTO audit_trail_purge_key';
    await execute(app, [`${into} ${keyOf[client as keyof typeof keyOf]}`]);
    await check(app);
    const events = await own(app, place);
    expect(events.map(({ action }) => action)).toEqual([
      'audit-log.guard-loss',
      'audit-log.guard-restore',
    ]);
    expect(events[0]?.payload).toEqual({ triggers: ['audit_trail_purge_key'], noticed: 'check' });
    await expect(execute(app, ['DELETE FROM audit_trail_events'])).rejects.toThrow('append-only');
  });

  it('notices triggers that were dropped, makes them anew, and says so everywhere', async () => {
    const place = await endOfJournal(app);
    await execute(app, dropTriggers);
    await Promise.all([check(app), check(other)]);
    // The one that left it to the other learns of it at its next check.
    await check(app);
    await check(other);
    const events = await own(app, place);
    expect(events.map(({ line }) => line)).toEqual([
      'audit-log.guard-loss | code | system | audit-log | failure: Triggers of the log were missing or changed.',
      'audit-log.guard-restore | code | system | audit-log',
    ]);
    expect(events[0]?.payload).toEqual({ triggers: TRIGGERS, noticed: 'check' });
    await expect(execute(app, ['DELETE FROM audit_trail_events'])).rejects.toThrow('append-only');
    for (const instance of [app, other]) {
      const health = await healthOf(await login(instance));
      expect(health.guarantees.appendOnly).toBe(false);
      expect(health.missing).toEqual([
        expect.stringMatching(`was missing, changed or switched off: ${TRIGGERS.join(', ')}`),
      ]);
    }
    expect(app.log() + other.log()).toContain('was missing, changed or switched off');
  });

  it('lets sign-ins and changes through after the log was emptied, and later searches find no stale term', async () => {
    const place = await endOfJournal(app);
    expect(place).toBeGreaterThan(3);
    // The watch knows the events up to its last check.
    await check(app);
    await execute(app, emptyLog);
    await login(app);
    for (let i = 0; i < 4; i += 1) await act(`After ${i}`);
    await check(app);
    await check(other);
    const events = await own(app, 0);
    expect(events.at(-1)).toMatchObject({
      line: expect.stringContaining(
        'audit-log.damage | code | system | audit-log | failure: Events'
      ),
      payload: { noticed: 'check', lastSeen: { id: expect.any(String) } },
    });
    expect(events.filter(({ action }) => action === 'audit-log.damage')).toHaveLength(1);
    expect(await strayTags(app)).toEqual([]);
    // What comes later has a key above those that are gone.
    await act('Later');
    expect(await newestKey(app)).toBeGreaterThan(place);
    const health = await healthOf(admin);
    expect(health.guarantees.appendOnly).toBe(false);
    expect(health.missing.join()).toContain('events had vanished from the log');
  });

  it('counts the hours of what is left only', async () => {
    const jobs = await app.run(async (strapi) => {
      for (const { name, job } of strapi.cron.jobs) {
        if (name === 'audit-trail:rollup') await job.invoke();
      }
      const { connection } = strapi.db;
      const rolled = await connection('audit_trail_rollup').sum('count as sum').first();
      const kept = await connection('audit_trail_events').count('* as rows').first();
      return { rolled: Number(rolled?.sum), kept: Number(kept?.rows) };
    });
    expect(jobs.rolled).toBe(jobs.kept);
  });

  it('notices at a start what happened while no process ran, and says nothing of it later', async () => {
    await other.stop();
    await app.stop();
    const connection = knexOn(database);
    for (const sql of dropTriggers) await connection.raw(sql);
    await connection('audit_trail_events').orderBy('id', 'desc').first();
    const newest = await connection('audit_trail_events').max('id as key').first();
    await connection('audit_trail_events').where({ id: newest?.key }).delete();
    await connection.destroy();
    app = await bootApp({ database });
    admin = await adminClient(app);
    const events = (await own(app, 0)).slice(-3);
    expect(
      events.map(({ action, payload }) => [action, (payload as { noticed: string }).noticed])
    ).toEqual([
      ['audit-log.guard-loss', 'start'],
      ['audit-log.guard-restore', 'start'],
      ['audit-log.damage', 'start'],
    ]);
    expect((await healthOf(admin)).guarantees.appendOnly).toBe(false);
    const count = (await own(app, 0)).length;
    await app.restart();
    admin = await adminClient(app);
    expect(await own(app, 0)).toHaveLength(count);
    expect(await healthOf(admin)).toMatchObject({ guarantees: { appendOnly: true }, missing: [] });
  });

  it('takes a purge, which is allowed, for no damage', async () => {
    const count = (await own(app, 0)).length;
    await app.restart({ auditTrail: { retention: { maxEvents: 1 } } });
    await check(app);
    await app.run(async (strapi) => {
      await strapi.plugin('audit-trail').service('retention').purge();
    });
    await app.request.post('/admin/login').send({ email: 'a@example.com', password: 'x' });
    await check(app);
    expect((await own(app, 0)).length).toBeLessThanOrEqual(count);
    expect(
      (await own(app, 0)).filter(({ action }) => action === 'audit-log.damage').length
    ).toBeLessThanOrEqual(2);
  });
});
