import { NO_REQUEST } from '../../event';
import type { Core } from '@strapi/types';
import { uuidv7 } from 'uuidv7';
import type { Origin } from '../../contracts';
import { lastingInScope, runInScope, SYSTEM } from '../../record/scope';
import type { Scope } from '../../record/scope';
import type { Circumstances } from '../../record/build-event';

/** A scope for code that runs without a request. */
export function systemScope(origin: Origin): Scope {
  const operationId = uuidv7();
  return {
    operationId: () => operationId,
    origin: () => origin,
    actor: () => SYSTEM,
    request: () => NO_REQUEST,
    handler: () => null,
    noteRecorded: () => undefined,
    noteLeftOut: () => undefined,
  };
}

/**
 * A scope for code that gives a reason for running. In a request it stays that request's operation;
 * anywhere else it is a new one.
 */
export function runScope(reason: string, around: Scope | undefined, origin: Origin): Scope {
  const scope = around ?? systemScope(origin);
  const operationId = scope.request().id === null ? uuidv7() : scope.operationId();
  return { ...scope, operationId: () => operationId, reason };
}

/** A scope for recording an earlier event, with the circumstances of that time. */
export function pastScope(circumstances: Circumstances): Scope {
  return {
    operationId: () => circumstances.operationId,
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
 * Puts a scope around every cron task, and around what Strapi calls for a request without awaiting
 * it. Call it in `register()`, before tasks are added.
 */
export function tapAmbientScopes(strapi: Core.Strapi): void {
  const cron = strapi.cron as unknown as { add(tasks: CronTasks): unknown };
  const add = cron.add.bind(cron);
  cron.add = (tasks) => add(Object.fromEntries(Object.entries(tasks).map(inCronScope)));

  for (const [uid, methods] of Object.entries(UNAWAITED_SERVICES)) {
    const services = strapi.get('services') as unknown as ServiceRegistry;
    if (!services.get(uid)) continue;
    services.extend(uid, (service) => ({
      ...service,
      ...Object.fromEntries(methods.map((name) => [name, lasting(service[name]!, service)])),
    }));
  }

  const hub = strapi.eventHub as unknown as { emit: ServiceMethod };
  hub.emit = lasting(hub.emit, hub);
}

/** Strapi's own services that a route leaves running after its response. */
const UNAWAITED_SERVICES: Readonly<Record<string, readonly string[]>> = {
  'admin::auth': ['forgotPassword'],
};

type ServiceMethod = (...args: unknown[]) => unknown;
interface ServiceRegistry {
  get(uid: string): object | undefined;
  extend(
    uid: string,
    wrap: (service: Record<string, ServiceMethod>) => Record<string, ServiceMethod>
  ): unknown;
}

const lasting =
  (method: ServiceMethod, self: unknown): ServiceMethod =>
  (...args) =>
    lastingInScope(() => method.apply(self, args));

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
