import type { Core } from '@strapi/types';
import { EVENT_UID } from '../../plugin-id';
import { refuseContentManager } from './refusal';

/** What a route of the Content Manager may name its content type by. */
interface Request {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  request?: { body?: unknown };
}

/** The keys under which the Content Manager's routes take a content type. */
const BODY_KEYS = ['contentTypeUID', 'contentType', 'model', 'uid'] as const;

/** Whether a request to the Content Manager is about the journal. */
export const namesJournal = ({ params, query, request }: Request): boolean => {
  const body = (request?.body ?? {}) as Partial<Record<string, unknown>>;
  return [
    ...Object.values(params ?? {}),
    ...BODY_KEYS.flatMap((key) => [query?.[key], body[key]]),
  ].includes(EVENT_UID);
};

interface Context extends Request {
  state: unknown;
}

interface Route {
  config?: { middlewares?: unknown[] };
}

/**
 * Closes every route of the Content Manager to the journal. Strapi's own check would let in whoever
 * may read all content types, and a Super Admin always: past the permission to read audit logs.
 *
 * Works on the routes and not on URLs, so that no spelling of a URL goes around it. Must run in
 * `register()`: Strapi binds the routes after it.
 */
export const closeContentManager = (strapi: Core.Strapi): void => {
  const refuseJournal = async (context: Context, next: () => Promise<unknown>) => {
    if (namesJournal(context)) refuseContentManager();
    return next();
  };

  const routers = Object.values(strapi.plugin('content-manager').routes) as { routes: Route[] }[];
  for (const { routes } of routers) {
    for (const route of routes) {
      route.config = {
        ...route.config,
        middlewares: [refuseJournal, ...(route.config?.middlewares ?? [])],
      };
    }
  }
};
