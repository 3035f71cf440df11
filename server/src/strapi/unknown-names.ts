import type { Core } from '@strapi/types';
import { handlerOfRoute, type NamedRoute } from './http/request-scope';
import { matcherOf } from '../event';

interface Router {
  routes?: NamedRoute[];
}

/**
 * The names, or patterns with `*`, of handlers that no route of this Strapi has: their listeners
 * are never called. Those of plugins that are not installed are left out. Call it once Strapi has
 * created its routes, which is before any `bootstrap()`.
 */
export function unknownHandlers(strapi: Core.Strapi, named: readonly string[]): string[] {
  const known = routesOf(strapi)
    .map(handlerOfRoute)
    .filter((handler) => handler !== null);
  return named.filter((name) => isInstalled(strapi, name) && !known.some(matcherOf(name)));
}

/** The same for models, by their uids. */
export function unknownModels(strapi: Core.Strapi, named: readonly string[]): string[] {
  const known = [...strapi.db.metadata.keys()];
  return named.filter((name) => isInstalled(strapi, name) && !known.some(matcherOf(name)));
}

const isInstalled = (strapi: Core.Strapi, name: string): boolean => {
  const [, plugin] = /^plugin::([^.*]+)\./.exec(name) ?? [];
  return plugin === undefined || Boolean(strapi.plugin(plugin));
};

/** Plugins may give their routes as one list. */
function routesOf(strapi: Core.Strapi): NamedRoute[] {
  const owners = [strapi.admin, ...Object.values(strapi.plugins), ...Object.values(strapi.apis)];
  return owners.flatMap((owner) => {
    const { routes = {} } = owner as unknown as { routes?: NamedRoute[] | Record<string, Router> };
    if (Array.isArray(routes)) return routes;
    return Object.values(routes).flatMap((router) => router.routes ?? []);
  });
}
