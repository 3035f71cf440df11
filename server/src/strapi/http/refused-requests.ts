import { STATUS_CODES } from 'node:http';
import type { Context } from 'koa';
import type { Core } from '@strapi/types';
import type { RefusalSignal } from '../../event';
import type { Resource } from '../../contracts';
import { EVENT_UID, PLUGIN_ID } from '../../plugin-id';
import { describeError } from '../../redact';
import type { AuthState } from './actor';
import { statusOf } from './request-scope';
import type { RequestScope } from './request-scope';

/**
 * Whether the request matches a route. A path without one is not recorded: otherwise anyone could
 * fill the log with invented paths. Requests that are refused before routing (too large, not JSON)
 * are looked up in the router.
 */
export function isRouted(strapi: Core.Strapi, ctx: Context): boolean {
  if (wasTaken(ctx)) return true;
  return strapi.server.router.match(ctx.path, ctx.method).route;
}

interface Layer {
  methods: string[];
  captures(path: string): string[];
  params(path: string, captures: string[]): Record<string, string>;
}

/** The parameters of a path, as any route for it names them, whatever its method. */
export function parametersIn(strapi: Core.Strapi, path: string): Record<string, string> {
  const matched = strapi.server.router.match(path, '') as unknown as { path: Layer[] };
  const routes = matched.path.filter(({ methods }) => methods.length > 0);
  return Object.assign({}, ...routes.map((layer) => layer.params(path, layer.captures(path))));
}

const wasTaken = (ctx: Context): boolean => Boolean((ctx.state as AuthState).route);

const READS = new Set(['GET', 'HEAD']);

/** What a refused request reports about itself. */
export function refusalOf(scope: RequestScope, resourceType: string | null): RefusalSignal {
  const { ctx } = scope;
  const handler = scope.handler();
  return {
    method: ctx.method,
    isRead: READS.has(ctx.method),
    handler,
    status: statusOf(ctx),
    // Before a route is reached, the body parser failed.
    errorMessage: wasTaken(ctx) ? errorMessageOf(ctx) : (STATUS_CODES[ctx.status] ?? null),
    resource: { ...idsOf(ctx), type: resourceType ?? controllerOf(handler) },
    tokenRanOut: showsExpiredToken(ctx),
    recorded: scope.recorded,
  };
}

/** The status that Koa answers an unhandled error with. */
export function statusOfError(error: unknown): number {
  const { status } = (error ?? {}) as { status?: unknown };
  return typeof status === 'number' && status in STATUS_CODES ? status : 500;
}

/** The error message of the response, without any sent value; null if it is not an error. */
export function errorMessageOf(ctx: Context): string | null {
  const { error } = (ctx.body ?? {}) as { error?: unknown };
  return typeof error === 'object' && error !== null ? describeError(error, statusOf(ctx)) : null;
}

/** Strapi's content routes take document ids, its administration numeric ones, both as `id`. */
function idsOf(ctx: Context): Partial<Resource> {
  const { id, documentId } = (ctx.params ?? {}) as { id?: string; documentId?: string };
  const named = documentId ?? id;
  if (!named) return {};
  return /^\d+$/.test(named) ? { id: named } : { documentId: named };
}

/** If no model is known, the controller is the resource: `plugin::i18n.locales`. */
function controllerOf(handler: string | null): string | null {
  if (!handler) return null;
  if (handler.startsWith(`plugin::${PLUGIN_ID}.`)) return EVENT_UID;
  return handler.slice(0, handler.lastIndexOf('.'));
}

/** Read without checking the signature: it only explains a refusal that Strapi has decided on. */
function showsExpiredToken(ctx: Context): boolean {
  const [, claims] = ctx.get('authorization').split('.');
  if (!claims) return false;
  try {
    const { exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { exp?: unknown };
    return typeof exp === 'number' && exp * 1_000 <= Date.now();
  } catch {
    return false;
  }
}
