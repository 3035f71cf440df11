import { login, ok, type Client } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';

const DAY = 86_400_000;

let app: App;
let admin: Client;

beforeAll(async () => {
  app = await bootApp({ auditTrail: { retention: { days: 30, schedule: '0 4 * * *' } } });
  admin = await login(app);
});
afterAll(() => app?.stop());

/** Puts events and requests of a time long gone into the log, as if the plugin had been there. */
const addOld = (count: number, occurredAt: number) =>
  app.run(
    async (strapi, count, occurredAt) => {
      const { connection } = strapi.db;
      const ids = Array.from({ length: count }, (_, i) => `old-${occurredAt}-${i}`);
      const event = {
        occurred_at: occurredAt,
        action: 'entry.create',
        outcome: 'success',
        origin: 'code',
        actor_type: 'system',
        count: 1,
        changed_fields: 0,
        tags: '[]',
        changes: '[]',
      };
      for (let start = 0; start < count; start += 100) {
        const some = ids.slice(start, start + 100);
        await connection('audit_trail_events').insert(
          some.map((id) => ({ ...event, document_id: id, request_id: id, operation_id: id }))
        );
        await connection('audit_trail_requests').insert(
          some.map((id) => ({ request_id: id, occurred_at: occurredAt }))
        );
      }
    },
    count,
    occurredAt
  );

const countOld = (occurredAt: number) =>
  app.run(async (strapi, occurredAt) => {
    const count = async (table: string) => {
      const [row] = await strapi.db
        .connection(table)
        .where({ occurred_at: occurredAt })
        .count({ n: '*' });
      return Number(row?.n);
    };
    return [await count('audit_trail_events'), await count('audit_trail_requests')];
  }, occurredAt);

/** Runs the job of Strapi's cron, as the clock would. */
const runJob = () =>
  app.run(async (strapi) => {
    const jobs = strapi.cron.jobs.filter(({ name }) => name === 'audit-trail:retention');
    for (const { job } of jobs) await job.invoke();
    return jobs.map(({ options }) => options);
  });

const purgeEvents = async () =>
  (await ok(admin.get('/audit-trail/events?filters[action]=audit-log.purge'))).body.results;

describe('the purge in a running application', () => {
  it('is one job, on the configured schedule', async () => {
    expect(await runJob()).toEqual(['0 4 * * *']);
  });

  it('removes old events and requests through the triggers, keeps the rest and records itself', async () => {
    const old = Date.now() - 31 * DAY;
    const young = Date.now() - 29 * DAY;
    await addOld(700, old);
    await addOld(3, young);
    await runJob();
    expect(await countOld(old)).toEqual([0, 0]);
    expect(await countOld(young)).toEqual([3, 3]);

    const [purge, ...others] = await purgeEvents();
    expect(others).toEqual([]);
    expect(purge).toMatchObject({
      outcome: 'success',
      origin: 'cron',
      actor: { type: 'system', id: null },
    });
    const { body } = await ok(admin.get(`/audit-trail/events/${purge.id}`));
    expect(body.payload).toEqual({
      removed: 700,
      requestsRemoved: 700,
      before: expect.any(String),
      days: 30,
      oldestRemoved: new Date(old).toISOString(),
      newestRemoved: new Date(old).toISOString(),
      byRule: { days: 700 },
      end: 'complete',
    });
  });

  it('records nothing when nothing is old', async () => {
    const before = await purgeEvents();
    await runJob();
    expect(await purgeEvents()).toEqual(before);
  });

  it('leaves the triggers shut behind it', async () => {
    const young = Date.now() - 2 * DAY;
    await addOld(1, young);
    await runJob();
    const attempt = app.run((strapi) => strapi.db.connection('audit_trail_events').delete());
    await expect(attempt).rejects.toMatchObject({
      message: expect.stringContaining('append-only'),
    });
    expect(await countOld(young)).toEqual([1, 1]);
  });

  it('catches up after the application was down', async () => {
    const old = Date.now() - 400 * DAY;
    await addOld(2, old);
    await app.restart();
    expect(await countOld(old)).toEqual([2, 2]);
    await runJob();
    expect(await countOld(old)).toEqual([0, 0]);
  });

  it('shows its rules and what it did on the page', async () => {
    const { body } = await ok(admin.get('/audit-trail/status'));
    expect(body.retention).toEqual({
      ...{ days: 30, actions: {}, maxEvents: 0, maxBytes: 0, holds: 0, dryRun: false },
      schedule: '0 4 * * *',
      nextPurge: expect.any(String),
      lastPurge: { at: expect.any(String), removed: 2, isDryRun: false, isComplete: true },
    });
  });

  it('removes nothing when events are kept for ever', async () => {
    const old = Date.now() - 4_000 * DAY;
    await addOld(2, old);
    await app.restart({ auditTrail: { retention: { days: 0 } } });
    await runJob();
    expect(await countOld(old)).toEqual([2, 2]);
  });
});

describe('rules of every kind', () => {
  const OLD = Date.UTC(2020, 0, 1);
  const RULES = {
    ...{ days: 365, actions: { 'noise.*': 7, 'kept.*': 0 }, maxEvents: 600 },
    hold: ['entry:held1', 'actor:anna before:2021-01-01'],
  };

  /** Six events a day; every third is noise, every third is kept for ever. */
  async function fillJournal(): Promise<void> {
    await app.run(
      async (strapi, old, day) => {
        const { connection } = strapi.db;
        const rows = Array.from({ length: 3_000 }, (_, n) => ({
          document_id: `mixed-${n}`,
          occurred_at: old + Math.floor(n / 6) * day,
          action: ['noise.made', 'entry.update', 'kept.fact'][n % 3],
          outcome: 'success',
          origin: 'code',
          actor_type: 'admin-user',
          actor_id: '1',
          actor_name: n % 50 === 1 ? 'Anna Berg' : 'Bo',
          bytes: 400,
          count: 1,
          resource_document_id: n % 40 === 4 ? 'held1' : 'free1',
          ...{
            request_id: `mixed-${n}`,
            operation_id: `mixed-${n}`,
            changed_fields: 0,
            tags: '[]',
            changes: '[]',
          },
        }));
        await connection.batchInsert('audit_trail_events', rows, 100);
        const requests = rows.map(({ request_id, occurred_at }) => ({ request_id, occurred_at }));
        await connection.batchInsert('audit_trail_requests', requests, 100);
      },
      OLD,
      DAY
    );
  }

  const service = (method: 'preview' | 'purge') =>
    app.run(
      (strapi, method) => strapi.plugin('audit-trail').service('retention')[method](),
      method
    );
  /** What is left of the events above, oldest first, and what else the log holds. */
  const readJournal = () =>
    app.run(async (strapi) => {
      const { connection } = strapi.db;
      const isOurs = (row: { document_id: string }) => row.document_id.startsWith('mixed-');
      const events: { document_id: string }[] = await connection('audit_trail_events')
        .orderBy(['occurred_at', 'id'])
        .select('document_id');
      const requests: { request_id: string }[] = await connection('audit_trail_requests');
      const ours = events.filter(isOurs);
      return {
        ids: ours.map((row) => row.document_id),
        requests: requests.map((row) => row.request_id).filter((id) => id.startsWith('mixed-')),
        others: events.length - ours.length,
      };
    });

  /** By the rules, from the numbers of the events alone. */
  function expectedIds(others: number): string[] {
    const isHeld = (n: number) =>
      n % 40 === 4 || (n % 50 === 1 && OLD + Math.floor(n / 6) * DAY < Date.UTC(2021, 0, 1));
    const ofAge = Array.from({ length: 3_000 }, (_, n) => n).filter(
      (n) => n % 3 === 2 || isHeld(n)
    );
    const newest = new Set(ofAge.slice(-(600 - others)));
    return ofAge.filter((n) => newest.has(n) || isHeld(n)).map((n) => `mixed-${n}`);
  }

  beforeAll(async () => {
    // What the tests before this one have left.
    await app.restart({ auditTrail: { retention: { days: 1 } } });
    await runJob();
    await fillJournal();
  });

  it('are tried out by a dry run, which removes nothing and says so', async () => {
    await app.restart({ auditTrail: { retention: { ...RULES, dryRun: true } } });
    const before = await readJournal();
    await runJob();
    expect(await readJournal()).toEqual({ ...before, others: before.others + 1 });

    const removed = 3_000 - expectedIds(before.others).length;
    const tried = '/audit-trail/events?filters[action]=audit-log.purge-preview';
    const [event] = (await ok(admin.get(tried))).body.results;
    const { body } = await ok(admin.get(`/audit-trail/events/${event.id}`));
    expect(body.payload).toMatchObject({
      dryRun: true,
      end: 'complete',
      removed,
      requestsRemoved: removed,
    });
    expect((await ok(admin.get('/audit-trail/status'))).body.retention).toMatchObject({
      actions: RULES.actions,
      maxEvents: 600,
      holds: 2,
      dryRun: true,
      lastPurge: { isDryRun: true, removed },
    });
    expect(app.log()).toContain(`would remove ${removed} events`);
  });

  it('remove what preview() promised, and leave exactly the rest', async () => {
    await app.restart({ auditTrail: { retention: RULES } });
    const { others } = await readJournal();
    const preview = (await service('preview')) as { events: number; requests: number };
    const expected = expectedIds(others);
    expect(preview).toMatchObject({
      events: 3_000 - expected.length,
      requests: 3_000 - expected.length,
      isComplete: true,
    });
    expect(await service('purge')).toMatchObject({
      ran: true,
      dryRun: false,
      end: 'complete',
      removed: preview.events,
      requestsRemoved: preview.requests,
    });
    const { ids, requests } = await readJournal();
    expect(ids).toEqual(expected);
    expect(requests.sort()).toEqual([...expected].sort());
  });

  it('leave nothing to be found of what went', async () => {
    const { ids } = await readJournal();
    const stray = await app.run(async ({ db }) => {
      const rows = await db
        .connection('audit_trail_postings')
        .whereNotIn('event_id', db.connection('audit_trail_events').select('id'));
      return rows.length;
    });
    expect(stray).toBe(0);
    const found = (await ok(admin.get('/audit-trail/events?q=actor:anna&pageSize=100'))).body;
    const annas = ids.filter((id) => Number(id.slice(6)) % 50 === 1);
    expect(found.results.map(({ id }: { id: string }) => id).sort()).toEqual(annas.sort());
  });
});
