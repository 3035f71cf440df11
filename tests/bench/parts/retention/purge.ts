import type { App } from '../../../helpers/boot-app';

/** How much was purged in which time. */
export interface Purged {
  /** NaN where the process was too busy to say. */
  events: number;
  seconds: number;
  /** False: it was still going on when the time limit came. */
  isDone: boolean;
}

/** Runs this plugin's purge as the clock would. */
export const purgeNow = (app: App): Promise<void> =>
  app.run(async (strapi) => {
    const services = strapi.plugin('audit-trail').services as Record<string, unknown>;
    const retention = services.retention as { purge(): Promise<unknown> } | undefined;
    if (retention) {
      await retention.purge();
      return;
    }
    const jobs = strapi.cron.jobs.filter(({ name }) => name === 'audit-trail:retention');
    if (jobs.length === 0) throw new Error('The plugin has no job that purges.');
    for (const { job } of jobs) await job.invoke();
  });

const countRows = (app: App, table: string): Promise<number> =>
  app.run(async ({ db }, name) => {
    const [row] = await db.connection(name).count({ rows: '*' });
    return Number(row?.rows);
  }, table);

/** What the work comes to, or the other value when the time is over first. */
async function within<Value>(work: Promise<Value>, seconds: number, otherwise: Value) {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<Value>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), seconds * 1_000);
  });
  // Whoever stops the application afterwards cuts the rest short.
  work.catch(() => undefined);
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

/** Starts a purge and sees how far it gets, until it is done or the time is over. */
export async function timePurge(
  app: App,
  table: string,
  purge: () => Promise<unknown>,
  limitSeconds: number
): Promise<Purged> {
  const before = await countRows(app, table);
  const from = performance.now();
  const isDone = await within(
    purge().then(() => true),
    limitSeconds,
    false
  );
  // A purge may block the process; what it removes until it answers counts, and so does the time.
  const left = isDone ? undefined : await within(countRows(app, table), limitSeconds, NaN);
  const seconds = (performance.now() - from) / 1_000;
  return { events: before - (left ?? (await countRows(app, table))), seconds, isDone };
}
