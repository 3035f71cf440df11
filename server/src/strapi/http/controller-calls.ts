import type { Context } from 'koa';
import type { Core } from '@strapi/types';
import type { Capture, RequestSignal } from '../../event';
import { asyncContext } from '../../record/context';
import { statusOfErrorName } from './error-status';
import { describeError } from '../../redact';
import { currentScope, runInScope } from '../../record/scope';

/** These perform the actions of users-permissions accounts, by REST and by GraphQL. */
const CONTROLLERS = ['auth', 'user', 'role'].map((name) => `plugin::users-permissions.${name}`);

/** Calls the listeners of a handler when a call of it has ended. Never rejects. */
export type SettleCall = (signal: RequestSignal, ctx: Context) => Promise<void>;

/**
 * GraphQL calls controllers itself, several in one request whose route names none of them. Each
 * such call gets a scope with its handler's name and is settled as a separate request. Call it in
 * `register()`: routes bind their handlers right after.
 */
export function tapControllerCalls(strapi: Core.Strapi, settle: SettleCall): void {
  if (!strapi.plugin('users-permissions')) return;
  for (const uid of CONTROLLERS) {
    const controllers = strapi.get('controllers') as ControllerRegistry;
    controllers.extend(uid, (controller) => ({
      ...controller,
      ...Object.fromEntries(
        Object.entries(controller).map(([name, action]) => [
          name,
          typeof action === 'function' ? tapAction(`${uid}.${name}`, action, settle) : action,
        ])
      ),
    }));
  }
}

type Action = (ctx: Context, ...rest: unknown[]) => unknown;
interface ControllerRegistry {
  extend(uid: string, wrap: (controller: Record<string, Action>) => Record<string, Action>): void;
}

/** A proxy, because Strapi marks the functions of controllers with properties. */
const tapAction = (handler: string, action: Action, settle: SettleCall): Action =>
  new Proxy(action, {
    apply(target, self, args: Parameters<Action>) {
      const run = () => Reflect.apply(target, self, args) as unknown;
      const scope = currentScope();
      if (!scope || scope.handler() === handler) return run();

      const recorded: Capture[] = [];
      const [ctx] = args;
      const ended = async (error: unknown) =>
        settle({ ...factsOf(ctx, error), handler, recorded }, ctx);
      const inner = {
        ...scope,
        handler: () => handler,
        noteRecorded(capture: Capture) {
          recorded.push(capture);
          scope.noteRecorded(capture);
        },
        noteLeftOut(capture: Capture) {
          recorded.push(capture);
          scope.noteLeftOut(capture);
        },
      };
      const call = async () => {
        try {
          const result = await run();
          await ended(null);
          return result;
        } catch (error) {
          await ended(error);
          throw error;
        }
      };
      return runInScope(inner, call, asyncContext().scopeEnd);
    },
  });

function factsOf(ctx: Context, error: unknown): Omit<RequestSignal, 'handler' | 'recorded'> {
  const status = error instanceof Error ? (statusOfErrorName(error) ?? 400) : ctx.status;
  return {
    status,
    params: (ctx.params ?? {}) as Record<string, string>,
    body: (ctx.request as { body?: unknown }).body,
    answer: ctx.body,
    errorMessage: status >= 400 ? describeError(error ?? saidBy(ctx.body), status) : null,
  };
}

/** The error of a response: under its key, or the response itself. */
const saidBy = (body: unknown): unknown => (body as { error?: unknown } | null)?.error ?? body;
