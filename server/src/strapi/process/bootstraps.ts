import type { Core } from '@strapi/types';
import { PLUGIN_ID } from '../../plugin-id';
import { systemScope } from './ambient-scopes';
import { runInScope } from '../../record/scope';

/** A plugin or an API as Strapi's registry of modules holds it. */
interface Module {
  bootstrap(): Promise<void>;
}

interface EnabledPlugin {
  packageInfo?: { name?: string };
}

/**
 * Puts a scope around the `bootstrap` of the application, of its APIs and of every plugin that is
 * not Strapi's own: what they write there is recorded. It ends once Strapi has loaded, because
 * timers and queues started there run for as long as the process does. Call it in `register()`.
 *
 * @param start starts recording; called before the first of them, as a plugin may precede this one
 * in Strapi's order
 */
export function tapBootstraps(strapi: Core.Strapi, start: () => Promise<void>): void {
  const inBootstrapScope = async (run: () => unknown): Promise<void> => {
    await start();
    const end = { isSettled: false };
    const scopeEnd = {
      isOver() {
        return end.isSettled && strapi.isLoaded;
      },
    };
    try {
      await runInScope(systemScope('bootstrap'), run, scopeEnd);
    } finally {
      end.isSettled = true;
    }
  };

  for (const [uid, module] of Object.entries(modulesOf(strapi))) {
    if (isStrapis(strapi, uid)) continue;
    const run = module.bootstrap.bind(module);
    module.bootstrap = () => inBootstrapScope(run);
  }

  const app = (strapi as unknown as { app: { bootstrap?: (argument: unknown) => unknown } }).app;
  const { bootstrap } = app;
  if (bootstrap) app.bootstrap = (argument) => inBootstrapScope(() => bootstrap(argument));
}

const modulesOf = (strapi: Core.Strapi): Record<string, Module> =>
  (strapi.get('modules') as unknown as { getAll(): Record<string, Module> }).getAll();

/** Strapi's own writes at a boot have no actor. */
function isStrapis(strapi: Core.Strapi, uid: string): boolean {
  if (uid.startsWith('api::')) return false;
  if (!uid.startsWith('plugin::') || uid === `plugin::${PLUGIN_ID}`) return true;
  const enabled = strapi.config.get<Record<string, EnabledPlugin>>('enabledPlugins', {});
  const name = enabled[uid.slice('plugin::'.length)]?.packageInfo?.name;
  return name?.startsWith('@strapi/') === true;
}
