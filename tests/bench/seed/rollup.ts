import type { App } from '../../helpers/boot-app';
import type { Stretch } from './multiply';
import { analyze, runSql } from './statements';

const LIMIT_MS = 60_000;
const KEY = ['action', 'outcome', 'origin', 'actor_type'] as const;

/** Lets the plugin count its own events, and take those of this stretch for counted. */
export async function skipCounting(app: App, { firstKey, count }: Stretch): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    const isSkipped = await app.run(
      async ({ cron, db }, cursor) => {
        // Does nothing while the clock's own run is at it.
        for (const { name, job } of cron.jobs)
          if (name === 'audit-trail:rollup') await job.invoke();
        const [last] = await db.connection('audit_trail_events').max({ id: 'id' });
        const row = () => db.connection('audit_trail_state').where({ name: 'rollup' });
        const { value } = (await row().first('value')) ?? {};
        const progress = JSON.parse(value ?? '{}');
        if (progress.cursor !== Number(last?.id)) return false;
        await row().update({ value: JSON.stringify({ ...progress, cursor }) });
        return true;
      },
      firstKey + count - 1
    );
    if (isSkipped) return;
    if (Date.now() > deadline) throw new Error('The rollup does not count the first events.');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Counts the events of the stretch by hour, as the plugin does, with one statement. */
export async function insertHours(app: App, { firstKey, count }: Stretch): Promise<void> {
  const hour = 'occurred_at - occurred_at % 3600000';
  const key = KEY.map((name) => `coalesce(${name}, '')`).join(', ');
  await runSql(app, [
    `INSERT INTO audit_trail_rollup (hour, ${KEY.join(', ')}, count) ` +
      `SELECT ${hour}, ${key}, count(*) FROM audit_trail_events ` +
      `WHERE id BETWEEN ${firstKey} AND ${firstKey + count - 1} GROUP BY ${hour}, ${key}`,
  ]);
  await analyze(app, ['audit_trail_rollup']);
}
