import type { Core } from '@strapi/types';
import { EVENT_UID, PLUGIN_ID } from '../../plugin-id';
import { isOwnTable } from './own-schema';
import { refuseBuilder } from './refusal';
import { addRouteMiddleware } from './route-middleware';

const BUILDER = 'content-type-builder';

/** The builder's services that write schemas; all its routes end in one of them. */
const SERVICES = ['api-handler', 'component-categories', 'components', 'content-types', 'schema'];

/** A content type that the builder would make a part of this plugin. */
const isOfPlugin = (value: object): boolean => (value as { plugin?: unknown }).plugin === PLUGIN_ID;

/**
 * Whether the builder's input names the journal, one of the plugin's tables or the plugin itself
 * anywhere: as a uid, a relation's target, a collection or join table, a key or a plugin.
 */
export function reachesJournal(value: unknown, seen = new Set<object>()): boolean {
  if (typeof value === 'string') return value === EVENT_UID || isOwnTable(value);
  if (typeof value !== 'object' || value === null || seen.has(value)) return false;
  seen.add(value);
  if (isOfPlugin(value)) return true;
  return Object.entries(value).some(
    ([key, one]) => reachesJournal(key, seen) || reachesJournal(one, seen)
  );
}

interface Context {
  method: string;
  params?: unknown;
  query?: unknown;
  request?: { body?: unknown };
}

type Service = Record<string, unknown>;

const guardService = (service: Service): Service =>
  Object.fromEntries(
    Object.entries(service).map(([name, method]) => {
      if (typeof method !== 'function') return [name, method];
      const guarded = function guardedMethod(this: unknown, ...given: unknown[]): unknown {
        // Reading a schema formats it, and is allowed.
        const reads = /^(get|format|is)/.test(name);
        if (!reads && given.some((one) => reachesJournal(one))) refuseBuilder();
        return (method as (...given: unknown[]) => unknown).apply(this, given);
      };
      return [name, guarded];
    })
  );

/**
 * Closes the Content-Type Builder to the journal: it can neither change, delete nor extend the
 * type, nor relate another one to it. Its routes are closed, and also its services, which other
 * plugins call. Must run in `register()`: Strapi binds the routes after it.
 */
export function closeContentTypeBuilder(strapi: Core.Strapi): void {
  const builder = strapi.plugin(BUILDER) as Core.Plugin | undefined;
  if (!builder) return;

  addRouteMiddleware(builder, async (context: Context, next: () => Promise<unknown>) => {
    const { method, params, query, request } = context;
    if (method !== 'GET' && reachesJournal([params, query, request?.body])) refuseBuilder();
    return next();
  });
  const services = strapi.get('services') as unknown as {
    extend(uid: string, extension: (service: Service) => Service): unknown;
  };
  for (const name of SERVICES) {
    if (builder.service(name)) services.extend(`plugin::${BUILDER}.${name}`, guardService);
  }
}
