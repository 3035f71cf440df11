import type { Core } from '@strapi/types';
import type {
  Capture,
  RefusalSignal,
  RequestCapture,
  RequestPort,
  RequestSignal,
  SettleOptions,
} from '../../event';
import { tapControllerCalls } from './controller-calls';
import { tapGraphqlRefusals } from '../graphql/tap-refusals';
import {
  errorMessageOf,
  isRouted,
  parametersIn,
  refusalOf,
  statusOfError,
} from './refused-requests';
import { createRequestScope, endOfRequest, statusOf, reportsFailure } from './request-scope';
import type { RequestScope } from './request-scope';
import { currentScope, runInScope } from '../../record/scope';

export interface RequestTapDependencies {
  /** Records one capture; never rejects. */
  record(capture: Capture): Promise<void>;
  /** Takes the row of a request during which something was recorded. */
  keep(request: RequestCapture): void;
  onError(error: unknown): void;
}

/** What sources listen to, and how busy the application is, for background work. */
export interface RequestTap extends RequestPort {
  /** How many requests are being answered. */
  inFlight(): number;
  /** How many have been. */
  answered(): number;
}

interface Listener {
  describe: Parameters<RequestPort['onSettled']>[1];
  options: SettleOptions;
}

/**
 * Opens a scope around every HTTP request. Register it in `register()`: there it becomes the
 * outermost middleware, which sees the final status of every outcome.
 */
export function tapRequests(
  strapi: Core.Strapi,
  deps: () => RequestTapDependencies | null
): RequestTap {
  let inFlight = 0;
  let answered = 0;
  const listeners = new Map<string, Listener[]>();
  const refusalListeners: Parameters<RequestPort['onRefused']>[0][] = [];
  let endpoint: string | undefined;
  const graphqlEndpoint = (): string | null =>
    strapi.plugin('graphql')
      ? (endpoint ??= strapi.config.get<string>('plugin::graphql.endpoint', '/graphql'))
      : null;

  strapi.server.use(async (ctx, next) => {
    const scope = createRequestScope(
      ctx,
      graphqlEndpoint,
      (late) => keep(late),
      (path) => parametersIn(strapi, path)
    );
    inFlight += 1;
    try {
      await runInScope(scope, next, endOfRequest(scope));
    } catch (error) {
      // Thrown past Strapi's own error handling: Koa will answer with this status.
      ctx.status = statusOfError(error);
      throw error;
    } finally {
      inFlight -= 1;
      answered += 1;
      const settling = settle(scope);
      if (settling) await settling;
      scope.isLeft = true;
    }
  });

  tapControllerCalls(strapi, async (signal, ctx) => {
    const described = await describeCall(signal, 'at once');
    if (!isReportedLate(signal.handler)) return;
    const late = () => void describeCall(signal, 'late', described);
    const scope = currentScope();
    ctx.res.once('close', scope ? () => runInScope(scope, late) : late);
  });

  tapGraphqlRefusals(strapi, {
    refuse: (refusal) => refuse(refusal).catch((error) => deps()?.onError(error)),
  });

  const listenersOf = (handler: string, when: 'at once' | 'late'): Listener[] =>
    (listeners.get(handler) ?? []).filter(
      ({ options }) => (options.afterResponse === true) === (when === 'late')
    );

  const isReportedLate = (handler: string): boolean => listenersOf(handler, 'late').length > 0;

  /** Has the listeners of a handler describe a call of it that ended. Never rejects. */
  async function describeCall(
    signal: RequestSignal,
    when: 'at once' | 'late',
    described: Capture[] = []
  ): Promise<Capture[]> {
    const ready = deps();
    for (const { describe } of ready ? listenersOf(signal.handler, when) : []) {
      try {
        const capture = await describe(signal);
        if (!capture) continue;
        described.push(capture);
        await ready?.record(capture);
      } catch (error) {
        ready?.onError(error);
      }
    }
    return described;
  }

  /** Null if there is nothing to report, as after most requests. */
  function settle(scope: RequestScope): Promise<void> | null {
    const ready = deps();
    if (!ready) return null;
    scope.answered = true;
    const handler = scope.handler();
    const isListened = handler !== null && listeners.has(handler);
    if (!isListened && !scope.hasEvents && statusOf(scope.ctx) < 400) {
      scope.settled = true;
      return null;
    }
    return runInScope(scope, () => report(scope, isListened ? handler : null, ready));
  }

  /** Never rejects. */
  async function report(
    scope: RequestScope,
    handler: string | null,
    { onError }: RequestTapDependencies
  ): Promise<void> {
    try {
      const signal = handler ? signalOf(scope, handler) : null;
      const described = signal ? await describeCall(signal, 'at once') : [];
      const rest = async () => {
        if (signal) await describeCall(signal, 'late', described);
        await recordRefusal(scope, described);
      };
      if (handler && isReportedLate(handler)) {
        const late = () => void rest().catch(onError);
        scope.ctx.res.once('close', () => runInScope(scope, late));
      } else {
        await rest();
      }
      scope.settled = true;
      if (scope.hasEvents) keep(scope);
    } catch (error) {
      onError(error);
    }
  }

  /** A failure that nothing described so far. */
  async function recordRefusal(scope: RequestScope, described: readonly Capture[]): Promise<void> {
    const { ctx } = scope;
    if (statusOf(ctx) < 400 || !isRouted(strapi, ctx)) return;
    if (scope.refusalRecorded || scope.failures() > 0 || described.some(reportsFailure)) return;
    await refuse(refusalOf(scope, resourceTypeOf(scope)));
  }

  async function refuse(refusal: RefusalSignal): Promise<void> {
    for (const describe of refusalListeners) {
      const capture = describe(refusal);
      if (capture) await deps()?.record(capture);
    }
  }

  function keep(scope: RequestScope): void {
    const { ctx } = scope;
    deps()?.keep({
      request: scope.request(),
      origin: scope.origin(),
      occurredAt: new Date(scope.startedAt),
      durationMs: Date.now() - scope.startedAt,
      query: queryOf(ctx),
      requestBody: bodyOf(ctx),
      responseBody: ctx.body,
      resourceType: resourceTypeOf(scope),
      handler: scope.handler() ?? handlerOfOrigin(scope.origin()),
      requestMedia: { type: ctx.request.type || null, bytes: ctx.request.length ?? null },
      responseType: ctx.response.type || null,
      isResponseRepeated: repeatsEvents(scope),
    });
  }

  return {
    onSettled(handlers, describe, options = {}) {
      for (const handler of handlers) {
        listeners.set(handler, [...(listeners.get(handler) ?? []), { describe, options }]);
      }
    },
    onRefused: (describe) => void refusalListeners.push(describe),
    inFlight: () => inFlight,
    answered: () => answered,
  };
}

type Context = RequestScope['ctx'];

/** Strapi's own routes that answer with the entry they wrote. */
const ANSWERS_WITH_ENTRY =
  /^api::[^.]+\.[^.]+\.(create|update|delete)$|^plugin::content-manager\.(collection|single)-types\.(create|createOrUpdate|update|delete|clone|publish|unpublish|discard)$/;

/** Whether the response only repeats what the events of the request show. */
function repeatsEvents(scope: RequestScope): boolean {
  if (statusOf(scope.ctx) >= 400 || !ANSWERS_WITH_ENTRY.test(scope.handler() ?? '')) return false;
  const type = resourceTypeOf(scope);
  return scope.recorded.some(
    ({ resource, changes = [] }) => resource?.type === type && changes.length > 0
  );
}

/** GraphQL and MCP answer past Strapi's routes: the way in names the handler. */
const handlerOfOrigin = (origin: RequestCapture['origin']): string | null =>
  origin === 'graphql' || origin === 'mcp' ? origin : null;

/** As it was sent: Strapi's middlewares and controllers remove parameters from `ctx.query`. */
function queryOf({ originalUrl }: Context): string | null {
  const start = originalUrl.indexOf('?');
  return start < 0 ? null : originalUrl.slice(start + 1) || null;
}

const bodyOf = (ctx: Context): unknown => (ctx.request as { body?: unknown }).body;

function signalOf(scope: RequestScope, handler: string): RequestSignal {
  const { ctx } = scope;
  return {
    handler,
    status: statusOf(ctx),
    params: (ctx.params ?? {}) as Record<string, string>,
    body: bodyOf(ctx),
    errorMessage: errorMessageOf(ctx),
    answer: ctx.body,
    recorded: scope.recorded,
  };
}

/** The content type whose schema the bodies follow, if the route names it. */
function resourceTypeOf({ ctx, handler }: RequestScope): string | null {
  const { model, uid } = (ctx.params ?? {}) as { model?: string; uid?: string };
  if (model?.includes('::')) return model;
  if (uid?.includes('::')) return uid;
  const name = handler();
  if (!name) return null;
  return HANDLER_MODELS[name.slice(0, name.lastIndexOf('.'))] ?? apiModel(name);
}

const HANDLER_MODELS: Record<string, string> = {
  'admin::user': 'admin::user',
  'admin::authenticated-user': 'admin::user',
  'admin::role': 'admin::role',
  'admin::api-token': 'admin::api-token',
  'admin::webhooks': 'strapi::webhook',
  'plugin::users-permissions.user': 'plugin::users-permissions.user',
};

/** `api::article.article.update` answers with an `api::article.article`. */
function apiModel(handler: string): string | null {
  return handler.startsWith('api::') ? handler.slice(0, handler.lastIndexOf('.')) : null;
}
