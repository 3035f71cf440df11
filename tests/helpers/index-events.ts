import type { App } from './boot-app';

const LIMIT_MS = 20 * 60_000;

/** Lets the application make all its events findable, however many a test has planted. */
export async function indexEvents(app: App): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    const left = await app.run(async ({ cron, db }) => {
      for (const { name, job } of cron.jobs) {
        if (name === 'audit-trail:search-index') await job.invoke();
      }
      const [last] = await db.connection('audit_trail_events').max({ id: 'id' });
      const row = await db.connection('audit_trail_state').where({ name: 'search-index' }).first();
      const { cursor } = row ? JSON.parse(row.value) : { cursor: 0 };
      return Number(last?.id ?? 0) - Number(cursor);
    });
    if (left <= 0) return;
    if (Date.now() > deadline) throw new Error(`The search index is still ${left} events behind.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
