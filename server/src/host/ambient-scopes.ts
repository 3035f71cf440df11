import type { Core } from '@strapi/types';
import { v7 as uuidv7 } from 'uuid';
import type { Origin } from '../contracts';
import { NO_REQUEST, runInScope, SYSTEM } from './scope';
import type { Scope } from './scope';
import type { Circumstances } from '../recorder/recorder';

/** A scope for code that runs without a request. */
export function systemScope(origin: Origin): Scope {
  return {
    operationId: uuidv7(),
    origin: () => origin,
    actor: () => SYSTEM,
    request: () => NO_REQUEST,
    handler: () => null,
    noteRecorded: () => undefined,
    noteLeftOut: () => undefined,
  };
}

/**
 * A scope for code that says why it runs. In a request it stays that request's operation; anywhere
 * else it is one of its own.
 */
export function runScope(reason: string, around: Scope | undefined, origin: Origin): Scope {
  const scope = around ?? systemScope(origin);
  const operationId = scope.request().id === null ? uuidv7() : scope.operationId;
  return { ...scope, operationId, reason };
}

/** A scope for recording what happened earlier: it says what held then. */
export function pastScope(circumstances: Circumstances): Scope {
  return {
    operationId: circumstances.operationId,
    ...(circumstances.reason !== null && { reason: circumstances.reason }),
    origin: () => circumstances.origin,
    actor: () => circumstances.actor,
    request: () => circumstances.request,
    handler: () => null,
    noteRecorded: () => undefined,
    noteLeftOut: () => undefined,
  };
}

/**
 * Puts a scope around the application's own `bootstrap` and around every cron task, so that what
 * they write names its origin. Call it in `register()`, before either is read.
 */
export function tapAmbientScopes(strapi: Core.Strapi): void {
  const app = (strapi as unknown as { app: { bootstrap?: (arg: unknown) => unknown } }).app;
  const { bootstrap } = app;
  if (bootstrap) {
    app.bootstrap = (argument) => runInScope(systemScope('bootstrap'), () => bootstrap(argument));
  }

  const cron = strapi.cron as unknown as { add(tasks: CronTasks): unknown };
  const add = cron.add.bind(cron);
  cron.add = (tasks) => add(Object.fromEntries(Object.entries(tasks).map(inCronScope)));
}

type CronTask = (...args: unknown[]) => unknown;
type CronTasks = Record<string, CronTask | { task: CronTask }>;

function inCronScope([name, entry]: [string, CronTasks[string]]): [string, CronTasks[string]] {
  const scoped =
    (task: CronTask): CronTask =>
    (...args) =>
      runInScope(systemScope('cron'), () => task(...args));
  return [
    name,
    typeof entry === 'function' ? scoped(entry) : { ...entry, task: scoped(entry.task) },
  ];
}
