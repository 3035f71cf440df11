import { adminClient } from '../../../helpers/actors';
import type { App } from '../../../helpers/boot-app';
import type { DatabaseClient } from '../../../helpers/app/databases';
import { THIS, type Configuration } from '../../applications/configurations';
import { seedRival } from '../../seed/rival-log';
import { DAY_MS, SEEDED_DAYS } from '../../seed/template';
import { askOverHttp, type Timing } from './ask';

/** The lists that every plugin has, over HTTP. */
export interface Lists {
  configuration: string;
  events: number;
  timings: Timing[];
}

const weekAgo = () => new Date(Date.now() - 7 * DAY_MS).toISOString();

/** In this plugin no page begins beyond row 10,000: the deepest one stands for page 1,000. */
const OWN_LISTS = {
  'first page': '/audit-trail/events',
  'page 1,000': '/audit-trail/events?page=400',
  'action and date': '/audit-trail/events?q=action:entry.update%20after:7d',
};

async function listsOf(app: App, paths: Record<string, string>, times: number): Promise<Timing[]> {
  const { token } = await adminClient(app);
  const timings: Timing[] = [];
  for (const [name, path] of Object.entries(paths)) {
    timings.push(await askOverHttp(app, name, { method: 'GET', path, token }, times));
  }
  return timings;
}

/** On the application that stands ready with so many events. */
export const ownLists = async (app: App, events: number, times: number): Promise<Lists> => ({
  configuration: THIS.name,
  events,
  timings: await listsOf(app, OWN_LISTS, times),
});

/** Another plugin's lists over as many of its own rows. */
export async function rivalLists(
  { name, rival, boot }: Configuration,
  database: DatabaseClient,
  events: number,
  times: number
): Promise<Lists[]> {
  if (!rival) return [];
  const app = await boot({ database });
  try {
    const to = Date.now() - 60_000;
    await seedRival(app, rival, { count: events, from: to - SEEDED_DAYS * DAY_MS, to });
    const timings = await listsOf(app, rival.lists(weekAgo()), times);
    return [{ configuration: name, events, timings }];
  } finally {
    await app.stop();
  }
}
