import { adminClient, ok, type Client } from '../helpers/actors';
import { defaultDatabase } from '../helpers/app/databases';
import { backdate } from '../helpers/backdate';
import { bootApp, type App } from '../helpers/boot-app';
import { exportOf, readCsv, readJsonLines } from '../helpers/exports';

const DAY = 86_400_000;
const COUNT = 150;
const OLD = 20;
const PAYLOAD = 100_000;

// Empty elsewhere: only MySQL and MariaDB sort in a buffer of a fixed size and fail where it is too small.
const onMysql = defaultDatabase() === 'mysql' ? describe : describe.skip;

onMysql('with the smallest sort buffer and payloads that do not fit into it', () => {
  let app: App;
  let admin: Client;

  beforeAll(async () => {
    app = await bootApp({
      auditTrail: { retention: { days: 30 }, maxEventBytes: 1_048_576 },
      env: { DATABASE_SESSION: 'sort_buffer_size = 32768' },
    });
    admin = await adminClient(app);
    await recordLarge(app);
  });
  afterAll(() => app?.stop());

  it('a sort of whole rows fails, so the buffer is as small as it says', async () => {
    const sort = app.run((strapi) =>
      strapi.db
        .connection('audit_trail_events')
        .orderBy(['actor_name', 'resource_name', 'user_agent', 'path', 'reason'])
    );
    await expect(sort).rejects.toThrow(/sort memory|sort buffer/i);
  });

  it('an event is kept whole', async () => {
    const { body } = await ok(admin.get('/audit-trail/events?q=tag:n:7'));
    expect(body.results).toHaveLength(1);
    const details = await ok(admin.get(`/audit-trail/events/${body.results[0].id}`));
    expect(details.body.payload.text).toHaveLength(PAYLOAD);
    await ok(admin.get(`/audit-trail/events/${body.results[0].id}/neighbours?q=action:bulk.*`));
  });

  describe.each([
    '',
    'action:bulk.row',
    'action:bulk.*',
    'type:api::bulk.bulk',
    'type:api::bulk.bulk action:bulk.* outcome:success',
    'entry:entry-3',
    'actor:ada',
    'actor-type:system -origin:cron',
    'tag:parity:even',
    'tag:parity:even action:bulk.row',
    'name',
    '"name 1" type:api::bulk.bulk',
    'after:60d before:1d',
    'outcome:success -action:entry.*',
    'ip:127.0.0.0/8',
    'locale:en',
    'field:title',
  ])('the question "%s"', (q) => {
    const asked = `q=${encodeURIComponent(q)}`;

    it.each(['occurredAt:desc', 'occurredAt:asc'])('is listed by %s', async (sort) => {
      const pages = [1, 2].map(async (page) => {
        const url = `/audit-trail/events?${asked}&sort=${sort}&pageSize=100&page=${page}`;
        return (await ok(admin.get(url))).body.results as { occurredAt: string }[];
      });
      const times = (await Promise.all(pages)).flat().map(({ occurredAt }) => occurredAt);
      const sorted = [...times].sort();
      expect(times.length).toBeGreaterThan(0);
      expect(times).toEqual(sort.endsWith('asc') ? sorted : sorted.reverse());
    });

    it('is counted, and by time', async () => {
      const list = await ok(admin.get(`/audit-trail/events?${asked}&exactTotal=true&pageSize=1`));
      const { body } = await ok(admin.get(`/audit-trail/histogram?${asked}`));
      const { total, totalIsExact } = list.body.pagination;
      expect(totalIsExact).toBe(true);
      const counts = body.buckets.map(({ count }: { count: number }) => count);
      expect(counts.reduce((sum: number, count: number) => sum + count, 0)).toBe(total);
    });
  });

  it.each(['occurredAt:desc', 'occurredAt:asc'])('every event is exported by %s', async (sort) => {
    const question = `q=action:bulk.row&sort=${sort}`;
    const events = readJsonLines(await exportOf(app, admin, 'jsonl', question));
    expect(events).toHaveLength(COUNT);
    expect(readCsv(await exportOf(app, admin, 'csv', question))).toHaveLength(COUNT);
  });

  it.each([
    '/audit-trail/actors?search=',
    '/audit-trail/values?key=type',
    '/audit-trail/values?key=tag',
    '/audit-trail/values?key=field',
    '/audit-trail/status',
  ])('%s answers', (url) => ok(admin.get(url)));

  it('the purge removes what is old, and nothing else', async () => {
    await app.run(async (strapi) => {
      const jobs = strapi.cron.jobs.filter(({ name }) => name === 'audit-trail:retention');
      for (const { job } of jobs) await job.invoke();
    });
    const { body } = await ok(
      admin.get('/audit-trail/events?q=action:bulk.row&exactTotal=true&pageSize=1')
    );
    expect(body.pagination.total).toBe(COUNT - OLD);
  });
});

/** Many large events, of which the first happened long ago. */
const recordLarge = async (app: App): Promise<void> => {
  await app.run(
    async (strapi, total, size) => {
      const text = 'word '.repeat(size / 5);
      for (let n = 0; n < total; n += 1) {
        await strapi
          .plugin('audit-trail')
          .service('recorder')
          .record({
            action: 'bulk.row',
            resource: {
              ...{ type: 'api::bulk.bulk', documentId: `entry-${n % 10}`, locale: 'en' },
              name: `name ${n}`,
            },
            tags: ['field:title', `n:${n}`, `parity:${n % 2 === 0 ? 'even' : 'odd'}`],
            payload: { text },
          });
      }
      await strapi.plugin('audit-trail').service('recorder').flush();
    },
    COUNT,
    PAYLOAD
  );
  const [now, old] = [Date.now(), Date.now() - 31 * DAY];
  await backdate(
    app,
    'bulk.row',
    Array.from({ length: COUNT }, (_, n) => (n < OLD ? old : now))
  );
};
