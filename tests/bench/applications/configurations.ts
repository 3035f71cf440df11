import { bootApp, type App, type BootOptions } from '../../helpers/boot-app';
import { installRival } from './install-rival';
import { recordedRows } from './recorded-rows';
import { RIVALS, type Rival } from './rivals';

/** One of the applications that are compared: the same but for one plugin. */
export interface Configuration {
  name: string;
  /** Of npm; null where there is none or it is this repository's. */
  version: string | null;
  /** What it says in config/plugins.js. */
  plugins: Record<string, unknown>;
  rival: Rival | null;
  boot(options?: BootOptions): Promise<App>;
}

/** The same for all: load comes from one address. */
const ENV = { ADMIN_RATE_LIMIT: '{"enabled":false}' };

export const NONE: Configuration = {
  name: 'no plugin',
  version: null,
  plugins: {},
  rival: null,
  boot: (options) => bootApp({ ...options, graphql: true, env: ENV, plugin: false }),
};

export const THIS: Configuration = {
  name: 'this plugin',
  version: null,
  plugins: { 'audit-trail': { enabled: true } },
  rival: null,
  boot: (options) => bootApp({ ...options, graphql: true, env: ENV }),
};

/** @throws what npm or Strapi says when it cannot be installed, started or does not record */
async function configurationOf(rival: Rival, say: (line: string) => void): Promise<Configuration> {
  const appDir = await installRival(rival, say);
  const configuration: Configuration = {
    name: rival.name,
    version: rival.version,
    plugins: { [rival.pluginId]: { enabled: true, config: rival.config } },
    rival,
    boot: (options) => bootApp({ ...options, graphql: true, env: ENV, plugin: false, appDir }),
  };
  const app = await configuration.boot({ database: 'sqlite' });
  await recordedRows(app, rival).finally(() => app.stop());
  return configuration;
}

/** The other plugins that work here; each of the rest is left out with a line. */
export async function findRivals(say: (line: string) => void): Promise<Configuration[]> {
  const found: Configuration[] = [];
  for (const rival of RIVALS) {
    try {
      found.push(await configurationOf(rival, say));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const line = reason.split('\n').slice(0, 2).join(' ');
      say(`${rival.name}@${rival.version} left out: ${line}`);
    }
  }
  return found;
}
