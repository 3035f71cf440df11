import { adminClient } from '../../../helpers/actors';
import type { App } from '../../../helpers/boot-app';
import type { DatabaseClient } from '../../../helpers/app/databases';
import { THIS, type Configuration } from '../../applications/configurations';
import type { Latency } from '../../load/burst';
import { openContent } from '../../load/content';
import { loadFor, startLoad } from '../../load/endless';
import { openConnections } from '../../load/send';
import { seedRival } from '../../seed/rival-log';
import { bootSeeded, DAY_MS, SEEDED_DAYS } from '../../seed/template';
import { purgeNow, timePurge, type Purged } from './purge';

export interface Limits {
  /** Of the log; half of it is old. */
  events: number;
  idleSeconds: number;
  /** How long requests are watched, without a purge and with one. */
  loadedSeconds: number;
}

/** One purge, with the requests beside it where there were some. */
export interface Purge extends Purged {
  configuration: string;
  quiet: Latency | null;
  during: Latency | null;
}

const CONNECTIONS = 8;
const TABLE = 'audit_trail_events';
/** Half of the log is older, and the clock's own run is far away. */
const HALF = { retention: { days: SEEDED_DAYS / 2, schedule: '0 0 29 2 *' } };

async function withSeeded<Result>(
  client: DatabaseClient,
  events: number,
  work: (app: App) => Promise<Result>
): Promise<Result> {
  const app = await bootSeeded(client, events, HALF);
  // A purge that is cut off would first end its batch.
  return work(app).finally(() => app.kill().then(() => app.stop()));
}

export const purgeIdle = (client: DatabaseClient, { events, idleSeconds }: Limits) =>
  withSeeded<Purge>(client, events, async (app) => {
    const purged = await timePurge(app, TABLE, () => purgeNow(app), idleSeconds);
    return { configuration: `${THIS.name}, idle`, ...purged, quiet: null, during: null };
  });

export const purgeUnderLoad = (client: DatabaseClient, { events, loadedSeconds }: Limits) =>
  withSeeded<Purge>(client, events, async (app) => {
    const { readOrCreate } = await openContent(app);
    const load = [app.url, CONNECTIONS, readOrCreate] as const;
    await loadFor(Math.min(loadedSeconds, 3), ...load);
    const quiet = await loadFor(loadedSeconds, ...load);
    const started = startLoad(...load);
    const purged = await timePurge(app, TABLE, () => purgeNow(app), loadedSeconds);
    const during = await started.end();
    return { configuration: `${THIS.name}, under load`, ...purged, quiet, during };
  });

/** The purge of another plugin, by the button on its page, with nothing else to do. */
export async function purgeRival(
  { name, rival, boot }: Configuration,
  database: DatabaseClient,
  { events, idleSeconds }: Limits
): Promise<Purge[]> {
  if (!rival) return [];
  const app = await boot({ database });
  try {
    const now = Date.now();
    await seedRival(app, rival, { count: events, from: now - 2 * SEEDED_DAYS * DAY_MS, to: now });
    const { token } = await adminClient(app);
    const { path, body } = rival.purge(new Date(now - SEEDED_DAYS * DAY_MS).toISOString());
    const connection = openConnections(app.url, 1);
    const press = () => connection.send({ method: 'POST', path, token, body });
    const purged = await timePurge(app, rival.table, press, idleSeconds);
    void connection.close().catch(() => undefined);
    return [{ configuration: `${name}, idle`, ...purged, quiet: null, during: null }];
  } finally {
    await app.kill();
    await app.stop();
  }
}
