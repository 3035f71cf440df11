import type { HistogramBucket, HistogramResponse } from '../../server/src/contracts';
import { login, ok, SUPER_ADMIN, type Client } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';
import { defaultDatabase } from '../helpers/app/databases';

const HOUR = 3_600_000;
const MANY = 10_500;

/** Beyond the cap: one every five minutes, until yesterday, of several kinds and with a few failures. */
const addMany = (app: App, count: number) =>
  app.run(async (strapi, count) => {
    const until = Math.floor(Date.now() / 86_400_000) * 86_400_000;
    const rows = Array.from({ length: count }, (_, i) => ({
      document_id: `bulk-${i}`,
      occurred_at: until - i * 300_000,
      action: i % 200 === 0 ? 'bulk.rare' : 'bulk.often',
      outcome: i % 10 === 3 ? 'failure' : i % 35 === 4 ? 'denied' : 'success',
      origin: i % 3 === 0 ? 'cron' : 'admin-panel',
      actor_type: i % 3 === 0 ? 'system' : 'admin-user',
      actor_id: i % 3 === 0 ? null : '77',
      count: 1,
      changed_fields: 0,
      bytes: 6,
      tags: '[]',
      changes: '[]',
    }));
    await strapi.db.transaction(async ({ trx }) => {
      for (let start = 0; start < count; start += 250) {
        await strapi.db
          .getConnection('audit_trail_events')
          .transacting(trx)
          .insert(rows.slice(start, start + 250));
      }
    });
  }, count);

/** Above the cap once more, of the last days. */
const addRecent = (app: App) =>
  app.run(async (strapi) => {
    const rows = Array.from({ length: 6_000 }, (_, i) => ({
      ...{ document_id: `again-${i}`, occurred_at: Date.now() - 3_600_000 - i * 60_000 },
      action: 'bulk.again',
      outcome: 'success',
      origin: 'code',
      actor_type: 'system',
      count: 1,
      changed_fields: 0,
      bytes: 6,
      tags: '[]',
      changes: '[]',
    }));
    for (let start = 0; start < rows.length; start += 250) {
      await strapi.db.getConnection('audit_trail_events').insert(rows.slice(start, start + 250));
    }
  });

/** Runs a job of Strapi's cron, as the clock would. */
const runJob = (app: App, name: string) =>
  app.run(async (strapi, name) => {
    const jobs = strapi.cron.jobs.filter((job) => job.name === `audit-trail:${name}`);
    for (const { job } of jobs) await job.invoke();
    return jobs.map(({ options }) => options);
  }, name);

/** What the rollup holds, and what the journal has. */
const totals = (app: App) =>
  app.run(async (strapi) => {
    const { db } = strapi;
    const [rolled] = await db.getConnection('audit_trail_rollup').sum({ n: 'count' });
    const [kept] = await db.getConnection('audit_trail_events').count({ n: '*' });
    return [Number(rolled?.n), Number(kept?.n)];
  });

/** The clock may run the job just now; then the call does nothing and has to be made again. */
async function countAll(app: App): Promise<number[]> {
  for (;;) {
    await runJob(app, 'rollup');
    const [rolled = 0, kept = 0] = await totals(app);
    if (rolled >= kept) return [rolled, kept];
  }
}

/** Counted in the journal, bucket by bucket. */
const countedByHand = (app: App, buckets: HistogramBucket[], where: Record<string, string> = {}) =>
  app.run(
    async (strapi, buckets, where) => {
      const rows: { occurred_at: number | string; outcome: string }[] = await strapi.db
        .getConnection('audit_trail_events')
        .where(where)
        .select('occurred_at', 'outcome');
      return buckets.map(({ from, to }) => {
        const [begin, end] = [Date.parse(from), Date.parse(to)];
        const here = rows.filter(({ occurred_at: at }) => Number(at) >= begin && Number(at) < end);
        return [here.length, here.filter(({ outcome }) => outcome !== 'success').length];
      });
    },
    buckets,
    where
  );

const countsOf = ({ buckets }: HistogramResponse) =>
  buckets.map(({ count, failures }) => [count, failures]);
const totalOf = ({ buckets }: HistogramResponse) =>
  buckets.reduce((total, { count }) => total + count, 0);

describe.each([defaultDatabase()])('the chart of the log on %s', (client) => {
  let app: App;
  let admin: Client;

  beforeAll(async () => {
    app = await bootApp({ database: client, auditTrail: { retention: { days: 30 } } });
    admin = await login(app);
    const wrong = { email: SUPER_ADMIN.email, password: 'Wrong0ne!' };
    await app.request.post('/admin/login').send(wrong);
    await ok(admin.post('/admin/roles').send({ name: 'Charted', description: '' }));
  });
  afterAll(() => app?.stop());

  const ask = (query: Record<string, string> = {}) =>
    admin.get(`/audit-trail/histogram?${new URLSearchParams(query)}`);
  const chart = async (query: Record<string, string> = {}): Promise<HistogramResponse> =>
    (await ok(ask(query))).body;
  const listTotal = async (query: Record<string, string>): Promise<number> => {
    const search = new URLSearchParams({ ...query, pageSize: '1', exactTotal: 'true' });
    return (await ok(admin.get(`/audit-trail/events?${search}`))).body.pagination.total;
  };

  it('counts what the list counts, failures apart', async () => {
    for (const q of ['', 'action:admin.*', 'outcome:failure', 'charted', 'after:1h', 'before:7d']) {
      const query = { ...(q && { q }), timeZone: 'Europe/Berlin' };
      const found = await chart(query);
      expect([q, totalOf(found)]).toEqual([q, await listTotal(query)]);
      expect(found.isExact).toBe(true);
    }
    const failed = (await chart()).buckets.reduce((sum, { failures }) => sum + failures, 0);
    expect(failed).toBe(await listTotal({ q: 'outcome:failure outcome:denied' }));
  });

  it('begins days where the zone of the reader does, and says which one that was', async () => {
    const found = await chart({
      q: 'after:2025-03-20 before:2025-04-10',
      timeZone: 'Europe/Berlin',
    });
    expect(found).toMatchObject({ interval: 'day', timeZone: 'Europe/Berlin' });
    const lengths = found.buckets.map(({ from, to }) => (Date.parse(to) - Date.parse(from)) / HOUR);
    expect(lengths.filter((length) => length !== 24)).toEqual([23]);
    expect(found.buckets[0]!.from).toBe('2025-03-19T23:00:00.000Z');
    expect((await chart()).timeZone).toBe('UTC');
  });

  it.each([
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['q', { q: 'actr:anna' }],
    ['filters[colour]', { 'filters[colour]': 'red' }],
    ['pageSize', { pageSize: '10' }],
  ])('answers 400 and names the parameter %s: %j', async (parameter, query) => {
    const { status, body } = await ask(query as Record<string, string>);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ name: 'ValidationError', details: { parameter } });
    expect(body.error.message).toContain(parameter);
  });

  describe('beyond ten thousand events', () => {
    beforeAll(async () => {
      await addMany(app, MANY);
    });

    it('has every event counted by the hour', async () => {
      expect(await runJob(app, 'rollup')).toEqual(['* * * * *']);
      const [rolled, kept] = await countAll(app);
      expect(rolled).toBe(kept);
      expect(kept).toBeGreaterThan(MANY);
    });

    it.each(['UTC', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'])(
      'is as exact as counting by hand, in %s',
      async (timeZone) => {
        const found = await chart({ timeZone });
        expect(found.isExact).toBe(true);
        expect(countsOf(found)).toEqual(await countedByHand(app, found.buckets));
        expect(totalOf(found)).toBe(await listTotal({}));
      }
    );

    it('is exact for what the rollup tells apart', async () => {
      const found = await chart({ q: 'action:bulk.often -origin:cli' });
      expect(found.isExact).toBe(true);
      const expected = await countedByHand(app, found.buckets, { action: 'bulk.often' });
      expect(countsOf(found)).toEqual(expected);
      expect(totalOf(found)).toBeGreaterThan(10_000);
    });

    it('counts other questions bucket by bucket', async () => {
      const found = await chart({ q: 'actor-type:admin-user actor-type:system -ip:10.0.0.0/8' });
      expect(totalOf(found)).toBeGreaterThan(10_000);
      const byHand = await countedByHand(app, found.buckets);
      const exact = found.buckets.flatMap(({ isExact }, place) => (isExact ? [place] : []));
      expect(exact.length).toBeGreaterThan(20);
      const counts = countsOf(found);
      // The events of callers without a name are left out here.
      for (const place of exact.slice(0, -2)) expect(counts[place]).toEqual(byHand[place]);
    });

    it('adds what was written since, without the job', async () => {
      const before = totalOf(await chart());
      await ok(admin.post('/admin/roles').send({ name: 'Later', description: '' }));
      const found = await chart();
      expect(totalOf(found)).toBeGreaterThan(before);
      expect(totalOf(found)).toBe(await listTotal({}));
    });

    it('counts nothing twice after a power cut, whatever the job was at', async () => {
      await app.run(async (strapi) => {
        const db = strapi.db;
        await db.getConnection('audit_trail_rollup').delete();
        await db
          .getConnection('audit_trail_state')
          .whereIn('name', ['rollup', 'rollup-since'])
          .delete();
      });
      void runJob(app, 'rollup').catch(() => undefined);
      for (let rolled = 0; rolled === 0;) [rolled = 0] = await totals(app);
      await app.kill();
      await app.restart();
      admin = await login(app);
      // The lease of the one that died.
      await app.run((strapi) => strapi.db.getConnection('audit_trail_leases').update({ until: 0 }));
      const [rolled, kept] = await countAll(app);
      expect(rolled).toBe(kept);
    });

    it('is kept by a boot without the plugin, and goes on behind it', async () => {
      const [before = 0] = await totals(app);
      expect(before).toBeGreaterThan(MANY);
      await app.restart({ plugin: false });
      expect((await totals(app))[0]).toBeGreaterThanOrEqual(before);
      await app.restart({ plugin: true });
      admin = await login(app);
      const found = await chart();
      expect([totalOf(found), found.isExact]).toEqual([await listTotal({}), true]);
    });

    it('stays right when the purge takes events away', async () => {
      await runJob(app, 'retention');
      await runJob(app, 'rollup');
      const found = await chart({ q: 'after:60d' });
      const [, kept] = await totals(app);
      expect(kept).toBeLessThan(MANY);
      expect(totalOf(found)).toBe(kept);
      await addRecent(app);
      await runJob(app, 'rollup');
      const more = await chart({ q: 'after:60d', timeZone: 'Asia/Kolkata' });
      expect(more.isExact).toBe(true);
      expect(countsOf(more)).toEqual(await countedByHand(app, more.buckets));
      const [rolled, all] = await totals(app);
      expect([totalOf(more), rolled! <= all!]).toEqual([all, true]);
      expect(all).toBeGreaterThan(10_000);
    });
  });
});
