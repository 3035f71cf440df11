import type { Core } from '@strapi/types';

interface Route {
  config?: { middlewares?: unknown[] };
}

/**
 * Makes one of our middlewares run first on every route of a plugin. It works on routes rather than
 * URLs, so no spelling of a URL bypasses it. Must run in `register()`: Strapi binds the routes
 * after it.
 */
export function addRouteMiddleware<Context>(
  plugin: Pick<Core.Plugin, 'routes'>,
  middleware: (context: Context, next: () => Promise<unknown>) => Promise<unknown>
): void {
  const routers = Object.values(plugin.routes) as { routes: Route[] }[];
  for (const { routes } of routers) {
    for (const route of routes) {
      route.config = {
        ...route.config,
        middlewares: [middleware, ...(route.config?.middlewares ?? [])],
      };
    }
  }
}
