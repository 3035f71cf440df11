import type { Context } from 'koa';
import { uuidv7 } from 'uuidv7';
import { parseAddress } from '../../contracts';
import type { Origin, RequestFacts } from '../../contracts';
import { createSecretNames, hideParameters } from '../../redact';
import { actorOf } from './actor';
import type { AuthState } from './actor';
import type { Capture } from '../../event';
import type { Scope, ScopeEnd } from '../../record/scope';

/** Enough for any summary; a bulk action must not hold all its rows in memory. */
const MAX_REMEMBERED = 1_000;
/** Which parameters of routes are secrets: `/invite/:token`. */
const isSecretName = createSecretNames([]);

type Parameters = Record<string, unknown>;

export interface RequestScope extends Scope {
  failures(): number;
  /** True once the refusal is recorded elsewhere, so the status need not record it. */
  refusalRecorded: boolean;
  readonly ctx: Context;
  readonly startedAt: number;
  /** What was recorded or left out by the configuration so far, capped. */
  readonly recorded: Capture[];
  /** True once anything was stored: only then does the request keep a row. */
  hasEvents: boolean;
  /** True once the response is known. */
  answered: boolean;
  /** True once Strapi is done with the request, except for sending the response. */
  isLeft: boolean;
  /** True once the request row was requested; later events must request it again. */
  settled: boolean;
}

/**
 * Most requests record nothing: what only an event needs is worked out when there is one.
 *
 * @param graphqlEndpoint path of the GraphQL plugin's endpoint, if it is installed
 * @param onLateEvent called for every event recorded after the response was settled
 * @param parametersIn the parameters that the routes of a path define, for requests that are
 * refused before they reach their route: a body that is not JSON, a method without a route
 */
export function createRequestScope(
  ctx: Context,
  graphqlEndpoint: () => string | null,
  onLateEvent: (scope: RequestScope) => void,
  parametersIn: (path: string) => Parameters
): RequestScope {
  let requestId: string | undefined;
  const getId = (): string => (requestId ??= uuidv7());
  // Strapi's GraphQL rewrites the path while it runs a controller.
  const { path } = ctx;
  const recorded: Capture[] = [];
  // Koa's notion of the client, which follows Strapi's `server.proxy` settings; never a raw header.
  // Read now: a closed socket no longer knows its peer.
  const { ip } = ctx.request;
  let failures = 0;
  const remember = (capture: Capture): void => {
    if (reportsFailure(capture)) failures += 1;
    if (recorded.length < MAX_REMEMBERED) recorded.push(capture);
  };
  const scope: RequestScope = {
    ctx,
    operationId: getId,
    startedAt: Date.now(),
    answered: false,
    isLeft: false,
    settled: false,
    hasEvents: false,
    refusalRecorded: false,
    origin: () => originOf(ctx, path, graphqlEndpoint),
    actor: () => actorOf(ctx),
    handler: () => handlerOf(ctx),
    request: (): RequestFacts => ({
      id: getId(),
      method: ctx.method,
      path: hideParameters(
        path,
        (ctx.params as Parameters | undefined) ?? parametersIn(path),
        isSecretName
      ),
      status: scope.answered ? statusOf(ctx) : null,
      ip: parseAddress(ip),
      userAgent: ctx.get('user-agent') || null,
      sessionId: sessionIdOf(ctx),
    }),
    recorded,
    noteRecorded(capture) {
      remember(capture);
      scope.hasEvents = true;
      if (scope.settled) onLateEvent(scope);
    },
    noteLeftOut: remember,
    failures: () => failures,
    noteRefusalRecorded: () => void (scope.refusalRecorded = true),
  };
  return scope;
}

/**
 * A request ends with its response: when its last byte is handed to the system, or the client has
 * gone. An upgraded connection has no response, and so no end.
 */
export const endOfRequest = (scope: RequestScope): ScopeEnd => ({
  isOver() {
    const { res } = scope.ctx;
    return scope.isLeft && (res.writableFinished || res.destroyed);
  },
});
/** Whether a capture reports a failure and its reason. */
export const reportsFailure = ({ outcome }: Capture): boolean =>
  outcome === 'failure' || outcome === 'denied';

/** Handlers that answer past Koa (MCP, upgrades) leave the status to Node's own response. */
export const statusOf = (ctx: Context): number =>
  ctx.respond === false ? ctx.res.statusCode : ctx.status;

function originOf(ctx: Context, path: string, graphqlEndpoint: () => string | null): Origin {
  const state = ctx.state as AuthState;
  if (state.auditSource === 'mcp') return 'mcp';
  const handler = handlerOf(ctx);
  if (handler?.startsWith('admin::transfer.runner')) return 'transfer';
  if (path === graphqlEndpoint()) return 'graphql';
  return state.route?.info?.type === 'admin' || path.startsWith('/admin')
    ? 'admin-panel'
    : 'content-api';
}

export const handlerOf = (ctx: Context): string | null => {
  const { route } = ctx.state as AuthState;
  return route ? handlerOfRoute(route) : null;
};

/** The part of a route that names its handler; Strapi adds the owner. */
export interface NamedRoute {
  handler?: unknown;
  info?: { pluginName?: string; apiName?: string };
}

/** `admin::user.create`, `plugin::upload.admin-upload.upload`, `api::article.article.update`. */
export function handlerOfRoute({ handler: given, info }: NamedRoute): string | null {
  if (typeof given !== 'string') return null;
  const { pluginName, apiName } = info ?? {};
  const handler = given.trim();
  if (pluginName === 'admin') return `admin::${handler}`;
  if (pluginName) return `plugin::${pluginName}.${handler}`;
  return apiName && !handler.includes('::') ? `api::${apiName}.${handler}` : handler;
}

function sessionIdOf(ctx: Context): string | null {
  const id = (ctx.state as AuthState).session?.id;
  return id === undefined ? null : String(id);
}
