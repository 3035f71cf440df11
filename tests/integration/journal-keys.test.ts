import type { EventSummary } from '../../server/src/contracts';
import { adminClient, ok, type Client } from '../helpers/actors';
import { backdate } from '../helpers/backdate';
import { bootApp, type App } from '../helpers/boot-app';
import { indexEvents } from '../helpers/index-events';
import { exportOf, readCsv } from '../helpers/exports';
import { defaultDatabase } from '../helpers/app/databases';

const DAY = 86_400_000;
/** More than a 32-bit key can hold, signed; the second is more than an unsigned one can. */
const BEYOND = [2 ** 31 + 10, 2 ** 32 + 10];
const COUNT = 7;

/** Lets the next event have a key after this one. */
const continueFrom = (app: App, key: number): Promise<void> =>
  app.run(async (strapi, last) => {
    const { connection, dialect } = strapi.db;
    const table = 'audit_trail_events';
    if (dialect.client === 'sqlite') {
      await connection('sqlite_sequence').where({ name: table }).update({ seq: last });
    } else if (dialect.client === 'postgres') {
      await connection.raw(`SELECT setval(pg_get_serial_sequence('${table}', 'id'), ${last})`);
    } else {
      await connection.raw(`ALTER TABLE ${table} AUTO_INCREMENT = ${last + 1}`);
    }
  }, key);

const record = async (app: App, place: string, occurredAt?: number): Promise<void> => {
  await app.run(
    (strapi, tag) =>
      strapi
        .plugin('audit-trail')
        .service('recorder')
        .record({ action: 'test.far', tags: [`place:${tag}`] }),
    place
  );
  if (occurredAt !== undefined) await backdate(app, 'test.far', [occurredAt]);
};

const runJob = (app: App, name: string): Promise<void> =>
  app.run(async (strapi, wanted) => {
    const jobs = strapi.cron.jobs.filter((job) => job.name === wanted);
    for (const { job } of jobs) await job.invoke();
  }, `audit-trail:${name}`);

/** The keys of the planted events, and of the events that their tags name. */
const keysOf = (app: App): Promise<{ events: number[]; tags: number[] }> =>
  app.run(async (strapi) => {
    const { connection } = strapi.db;
    const events = await connection('audit_trail_events')
      .where({ action: 'test.far' })
      .orderBy('id');
    const tags = await connection('audit_trail_postings')
      .join('audit_trail_terms', 'audit_trail_terms.id', 'audit_trail_postings.term_id')
      .where('term', 'like', 't:place:%')
      .orderBy('event_id');
    return {
      events: events.map(({ id }: { id: unknown }) => Number(id)),
      tags: tags.map(({ event_id: id }: { event_id: unknown }) => Number(id)),
    };
  });

describe.each([defaultDatabase()])('keys beyond 32 bits on %s', (client) => {
  let app: App;
  let admin: Client;
  let newestFirst: EventSummary[];

  const list = async (question: string): Promise<EventSummary[]> =>
    (await ok(admin.get(`/audit-trail/events?q=action:test.far%20${question}`))).body.results;

  beforeAll(async () => {
    app = await bootApp({ database: client, auditTrail: { retention: { days: 30 } } });
    admin = await adminClient(app);
    const from = Date.now() - 60_000;
    for (const [far, start] of BEYOND.entries()) {
      await continueFrom(app, start);
      for (let i = 0; i < COUNT; i += 1) await record(app, `${far}`, from + far * 1_000 + i);
    }
  });
  afterAll(() => app?.stop());

  it('are those of the events, and of what they are found by', async () => {
    await indexEvents(app);
    const { events, tags } = await keysOf(app);
    const expected = BEYOND.flatMap((start) =>
      Array.from({ length: COUNT }, (_, i) => start + 1 + i)
    );
    expect(events).toEqual(expected);
    expect(tags).toEqual(expected);
  });

  it('page through the list in both directions', async () => {
    const pages = async (sort: string) =>
      (
        await Promise.all(
          [1, 2, 3, 4, 5].map((page) => list(`&sort=occurredAt:${sort}&pageSize=3&page=${page}`))
        )
      ).flat();
    newestFirst = await pages('desc');
    expect(newestFirst).toHaveLength(2 * COUNT);
    expect(new Set(newestFirst.map(({ id }) => id)).size).toBe(2 * COUNT);
    const oldestFirst = await pages('asc');
    expect(oldestFirst.map(({ id }) => id)).toEqual(newestFirst.map(({ id }) => id).reverse());
  });

  it('lead to the details and to the neighbours', async () => {
    const [newer, event, older] = newestFirst.slice(COUNT - 1);
    const { body } = await ok(admin.get(`/audit-trail/events/${event!.id}`));
    expect(body).toMatchObject({ id: event!.id, action: 'test.far' });
    const path = `/audit-trail/events/${event!.id}/neighbours?q=action:test.far`;
    expect((await ok(admin.get(path))).body).toEqual({ newer: newer!.id, older: older!.id });
  });

  it('are found by tag', async () => {
    const found = await list('tag:place:1');
    expect(found.map(({ id }) => id)).toEqual(newestFirst.slice(0, COUNT).map(({ id }) => id));
  });

  it('are where the news begin', async () => {
    const { body } = await ok(admin.get('/audit-trail/events?q=action:test.far'));
    const news = async () =>
      (await ok(admin.get(`/audit-trail/news?after=${body.cursor}&q=action:test.far`))).body.count;
    expect(await news()).toBe(0);
    await record(app, 'news');
    expect(await news()).toBe(1);
  });

  it('are exported', async () => {
    const rows = readCsv(await exportOf(app, admin, 'csv', 'q=action:test.far'));
    expect(rows).toHaveLength(2 * COUNT + 1);
  });

  it('are counted by the hour', async () => {
    await runJob(app, 'rollup');
    const counted = await app.run(async (strapi) => {
      const rows = await strapi.db.connection('audit_trail_rollup').where({ action: 'test.far' });
      const state = await strapi.db.connection('audit_trail_state').where({ name: 'rollup' });
      const value = state[0].value;
      return {
        sum: rows.reduce((sum: number, row: { count: unknown }) => sum + Number(row.count), 0),
        place: typeof value === 'string' ? JSON.parse(value) : value,
      };
    });
    expect(counted.sum).toBe(2 * COUNT + 1);
    expect(counted.place.cursor).toBeGreaterThan(BEYOND[1]!);
    const { body } = await ok(admin.get('/audit-trail/histogram?q=action:test.far'));
    const sum = body.buckets.reduce(
      (total: number, { count }: { count: number }) => total + count,
      0
    );
    expect(sum).toBe(2 * COUNT + 1);
  });

  it('are purged by age with their tags', async () => {
    for (let i = 0; i < COUNT; i += 1) await record(app, 'old', Date.now() - 31 * DAY);
    expect((await keysOf(app)).events).toHaveLength(3 * COUNT + 1);
    await runJob(app, 'retention');
    await indexEvents(app);
    const { events, tags } = await keysOf(app);
    expect(events).toHaveLength(2 * COUNT + 1);
    expect(tags).toEqual(events);
  });
});
