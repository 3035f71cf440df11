import type { Actor, Origin, RequestFacts } from '../contracts';
import type { Capture } from '../event';
import { asyncContext, runInside } from './context';

/**
 * Who acts and by which way, for everything that happens inside one request, cron task or
 * bootstrap. Facts are read when an event is described, not when the scope opens: Strapi knows
 * the actor only after its own authentication ran.
 */
export interface Scope {
  origin(): Origin;
  actor(): Actor;
  request(): RequestFacts;
  /** Shared by every event recorded in this scope. */
  operationId: string;
  /** Why all this happens, where code said so. */
  reason?: string;
  /** `admin::authentication.login`; null outside a request or before it is routed. */
  handler(): string | null;
  /** Remembers what was recorded: summaries need it, and only requests with an event keep a row. */
  noteRecorded(capture: Capture): void;
  /** Remembers what the configuration left out: summaries need it, too, but no request row does. */
  noteLeftOut(capture: Capture): void;
  /** How many failures and denials were remembered so far; only in requests. */
  failures?(): number;
  /** Says that whatever was refused in this request is told already, or not worth an event. */
  noteRefusalTold?(): void;
}

/**
 * How long a scope lasts: a request until its response is sent, a bootstrap until Strapi has loaded.
 * Work goes on behind both: a loop that empties a queue was started by one caller and does the jobs
 * of all, and Node hands the first one's async context to everything that it does.
 */
export interface ScopeEnd {
  readonly isOver: boolean;
}

/** The scope at hand; undefined where nothing opened one, and where it has ended. */
export function currentScope(): Scope | undefined {
  const { scope, scopeEnd } = asyncContext();
  return scopeEnd?.isOver ? undefined : scope;
}

/** Runs `work` in a scope, which lasts for everything that it starts, or until `end` says. */
export const runInScope = <Result>(scope: Scope, work: () => Result, end?: ScopeEnd): Result =>
  runInside({ scope, scopeEnd: end }, work);

/**
 * The same, until the promise that `work` returns has settled and the scope around it has ended, too.
 * Work that returns none may have started some: it lasts as long as what surrounds it.
 */
export function runOnceInScope<Result>(scope: Scope, work: () => Result): Result {
  const around = asyncContext().scopeEnd;
  const end = { isSettled: false };
  const result = runInScope(scope, work, endOf(end, around));
  if (!(result instanceof Promise)) {
    end.isSettled = around !== undefined;
    return result;
  }
  return result.finally(() => void (end.isSettled = true)) as Result;
}

/**
 * Lets the scope at hand last until `work` has settled, although it may end before: for what Strapi
 * itself does for a request without awaiting it, and for changes that began before its response.
 */
export function lastingInScope<Result>(work: () => Result): Result {
  const scope = currentScope();
  return scope && asyncContext().scopeEnd ? runOnceInScope(scope, work) : work();
}

/** The scope at hand as a part of an async context, where it stays: for work of the plugin's own. */
export const scopeForGood = (): { scope: Scope | undefined; scopeEnd: undefined } => ({
  scope: currentScope(),
  scopeEnd: undefined,
});

const endOf = (own: { readonly isSettled: boolean }, around: ScopeEnd | undefined): ScopeEnd => ({
  get isOver() {
    return own.isSettled && around?.isOver !== false;
  },
});

export const SYSTEM: Actor = { type: 'system', id: null, name: null, email: null };

export const NO_REQUEST: RequestFacts = {
  id: null,
  method: null,
  path: null,
  status: null,
  ip: null,
  userAgent: null,
  sessionId: null,
};
