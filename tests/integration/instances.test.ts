import { replay, tablesOf } from '../crash/replay';
import { startWorkload, type Workload } from '../crash/workload';
import { adminClient, createApiToken } from '../helpers/actors';
import { createDatabase, defaultDatabase, type TestDatabase } from '../helpers/app/databases';
import { bootApp, type App } from '../helpers/boot-app';
import { endOfJournal, eventsAfter } from '../helpers/events';

const DAY = 86_400_000;
const OLD = 12_000;
const YOUNG = 50;

const client = defaultDatabase();
// A SQLite file belongs to one process; `npm run test:databases` runs this on the servers.
const onServer = client === 'sqlite' ? describe.skip : describe;

/** Puts events of a time long gone into the log, with a tag each, as if the plugin had been there. */
const addEvents = (app: App, count: number, occurredAt: number): Promise<void> =>
  app.run(
    async (strapi, total, at) => {
      const { connection } = strapi.db;
      const event = {
        occurred_at: at,
        action: 'test.planted',
        outcome: 'success',
        origin: 'code',
        actor_type: 'system',
        count: 1,
        changed_fields: 0,
        tags: JSON.stringify([`planted:${at}`]),
        changes: '[]',
      };
      for (let start = 0; start < total; start += 500) {
        const length = Math.min(500, total - start);
        const events = Array.from({ length }, (_, i) => ({
          ...event,
          document_id: `planted-${at}-${start + i}`,
        }));
        await connection('audit_trail_events').insert(events);
      }
    },
    count,
    occurredAt
  );

/** How many events, and how many of their tags, are left of a time. */
const countOf = (app: App, occurredAt: number): Promise<number[]> =>
  app.run(async ({ db }, at) => {
    const events = db.connection('audit_trail_events').where({ occurred_at: at });
    const tags = db
      .connection('audit_trail_postings')
      .join('audit_trail_terms', 'audit_trail_terms.id', 'audit_trail_postings.term_id')
      .where({ occurred_at: at, term: `t:planted:${at}` });
    const rows = await Promise.all([events, tags].map((all) => all.count({ n: '*' }).first()));
    return rows.map((row) => Number(row?.n));
  }, occurredAt);

/** Runs the job of Strapi's cron, as the clock would. */
const purge = (app: App): Promise<void> =>
  app.run(async (strapi) => {
    const jobs = strapi.cron.jobs.filter(({ name }) => name === 'audit-trail:retention');
    for (const { job } of jobs) await job.invoke();
  });

/** Removes two administrators in transactions that both change theirs before either records it. */
const removeTwoAtOnce = (app: App): Promise<void> =>
  app.run(async (strapi) => {
    const users = strapi.db.query('admin::user');
    const made = await Promise.all(
      ['one', 'two'].map((firstname) => users.create({ data: { firstname, isActive: false } }))
    );
    let changed = 0;
    let go: () => void;
    const both = new Promise<void>((resolve) => (go = resolve));
    await Promise.all(
      made.map(({ id }) =>
        strapi.db.transaction(async () => {
          await users.delete({ where: { id } });
          changed += 1;
          if (changed === made.length) go();
          await both;
        })
      )
    );
  });

onServer(`three instances on one database of ${client}`, () => {
  let database: TestDatabase;
  let apps: App[] = [];

  beforeAll(async () => {
    database = await createDatabase(client, { file: '', fresh: true });
    const options = { database, auditTrail: { retention: { days: 30 } } };
    // The first one makes the tables.
    apps = [await bootApp(options)];
    apps.push(...(await Promise.all([bootApp(options), bootApp(options)])));
  });
  afterAll(async () => {
    await Promise.all(apps.map((app) => app.stop()));
    await database?.drop();
  });

  it('lose nothing and record nothing twice, while one purges and one is killed', async () => {
    const [purging, victim, other] = apps as [App, App, App];
    const { token: adminToken } = await adminClient(purging);
    const { client: writer } = await createApiToken(other, await adminClient(other));
    const old = Date.now() - 31 * DAY;
    const young = Date.now() - 29 * DAY;
    await addEvents(purging, OLD, old);
    await addEvents(purging, YOUNG, young);
    const start = await endOfJournal(purging);
    const state = await tablesOf(purging);

    const workloads = apps.map(({ url }) =>
      startWorkload({ url, apiToken: writer.token, adminToken })
    ) as [Workload, Workload, Workload];
    const refusals = Promise.all(workloads.map(({ ended }) => ended));
    refusals.catch(() => undefined);
    await Promise.race([Promise.all(workloads.map((work) => work.answers(10))), refusals]);

    const beforePurge = await endOfJournal(other);
    let isPurging = true;
    // Both may; the lease lets one.
    const purged = Promise.all([purge(purging), purge(other)]).then(() => (isPurging = false));
    await Promise.race([workloads[1].answers(30), refusals, purged]);
    const inFlight = workloads[1].inFlight();
    const wasPurging = isPurging;
    await victim.kill();
    await purged;
    const afterPurge = await endOfJournal(other);
    await Promise.all(workloads.map((work) => work.stop()));

    // It happened at the same time, or this proves nothing.
    expect(wasPurging).toBe(true);
    expect(inFlight).toBeGreaterThan(0);
    expect(afterPurge - beforePurge).toBeGreaterThan(30);

    const events = await eventsAfter(other, start);
    expect(replay(state, events)).toEqual([]);
    expect([...state].sort()).toEqual([...(await tablesOf(other))].sort());

    expect(await countOf(other, old)).toEqual([0, 0]);
    expect(await countOf(other, young)).toEqual([YOUNG, YOUNG]);
    const removed = events
      .filter(({ action }) => action === 'audit-log.purge')
      .map(({ payload }) => payload);
    expect(removed).toEqual([expect.objectContaining({ removed: OLD })]);
  });

  it('let two administrators be removed at the same time', async () => {
    const [app] = apps as [App, App, App];
    const place = await endOfJournal(app);
    await removeTwoAtOnce(app);
    const actions = (await eventsAfter(app, place)).map(({ action }) => action);
    expect(actions.filter((action) => action === 'user.delete')).toHaveLength(2);
  });

  it('go on together after the killed one is back', async () => {
    const [, victim, other] = apps as [App, App, App];
    const place = await endOfJournal(other);
    await victim.restart();
    expect((await eventsAfter(other, place)).map(({ action }) => action)).toEqual([
      'audit-log.start',
    ]);
  });
});
