import type { Actor, Origin, RequestFacts } from '../contracts';
import type { Capture } from '../event';
import { asyncContext, runInside, type AsyncContext } from './context';

/**
 * Who acts and through which way in, for everything inside one request, cron task or bootstrap.
 * Details are read when an event is described, not when the scope opens: Strapi knows the actor
 * only after its own authentication ran.
 */
export interface Scope {
  origin(): Origin;
  actor(): Actor;
  request(): RequestFacts;
  /** Shared by every event recorded in this scope. */
  operationId(): string;
  /** The reason for all this, if code gave one. */
  reason?: string;
  /** `admin::authentication.login`; null outside a request or before it is routed. */
  handler(): string | null;
  /** Remembers what was recorded: summaries need it, and only requests with an event keep a row. */
  noteRecorded(capture: Capture): void;
  /**
   * Remembers what the configuration left out: summaries need it too, but a request row does not.
   */
  noteLeftOut(capture: Capture): void;
  /** How many failures and denials were remembered so far; only in requests. */
  failures?(): number;
  /** Notes that any refusal in this request is already recorded, or not worth an event. */
  noteRefusalRecorded?(): void;
}

/**
 * How long a scope lasts: a request until its response is sent, a bootstrap until Strapi has
 * loaded. Work continues after both: one caller starts a queue loop that does everyone's jobs, and
 * Node passes the first caller's async context to all of them.
 */
export interface ScopeEnd {
  isOver(): boolean;
}

/** The current scope; undefined if none was opened, or if it has ended. */
export function currentScope(): Scope | undefined {
  const { scope, scopeEnd } = asyncContext();
  return scopeEnd?.isOver() ? undefined : scope;
}

/** Runs `work` in a scope that lasts for everything it starts, or until `end`. */
export const runInScope = <Result>(scope: Scope, work: () => Result, end?: ScopeEnd): Result =>
  runInside({ scope, scopeEnd: end }, work);

/**
 * The same, until the promise that `work` returns has settled and the outer scope has ended, too.
 * Work that returns no promise may have started some: then it lasts as long as the outer scope.
 *
 * @param part what else is added to its context
 */
export function runOnceInScope<Result>(
  scope: Scope,
  work: () => Result,
  part?: AsyncContext
): Result {
  const around = asyncContext().scopeEnd;
  const end = { isSettled: false };
  const result = runInside({ scope, scopeEnd: endOf(end, around), ...part }, work);
  if (!(result instanceof Promise)) {
    end.isSettled = around !== undefined;
    return result;
  }
  // In place of `finally`, which takes four promises more.
  return result.then(
    (value: unknown) => {
      end.isSettled = true;
      return value;
    },
    (error: unknown) => {
      end.isSettled = true;
      throw error;
    }
  ) as Result;
}

/**
 * Extends the current scope until `work` has settled, even if it would end before: for work that
 * Strapi does for a request without awaiting it, and for changes that began before the response.
 *
 * @param part what else is added to its context
 */
export function lastingInScope<Result>(work: () => Result, part?: AsyncContext): Result {
  const scope = currentScope();
  if (scope && asyncContext().scopeEnd) return runOnceInScope(scope, work, part);
  return part ? runInside(part, work) : work();
}

/** The current scope as a permanent part of an async context: for the plugin's own work. */
export const scopeForGood = (): { scope: Scope | undefined; scopeEnd: undefined } => ({
  scope: currentScope(),
  scopeEnd: undefined,
});

const endOf = (own: { readonly isSettled: boolean }, around: ScopeEnd | undefined): ScopeEnd => ({
  isOver: () => own.isSettled && around?.isOver() !== false,
});

export const SYSTEM: Actor = { type: 'system', id: null, name: null, email: null };
