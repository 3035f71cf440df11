import type { App } from '../../helpers/boot-app';

const LIMIT_MS = 10 * 60_000;

/** Lets the plugin count its hours to the end, so that it does not do so while others measure. */
export async function countHours(app: App): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    const left = await app.run(async ({ cron, db }) => {
      // Does nothing while the clock's own run is at it.
      for (const { name, job } of cron.jobs) if (name === 'audit-trail:rollup') await job.invoke();
      const [last] = await db.connection('audit_trail_events').max({ id: 'id' });
      const progress = await db.connection('audit_trail_state').where({ name: 'rollup' }).first();
      const { cursor } = progress ? JSON.parse(progress.value) : { cursor: 0 };
      return Number(last?.id ?? 0) - Number(cursor);
    });
    if (left <= 0) return;
    if (Date.now() > deadline) throw new Error(`The rollup is still ${left} events behind.`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
