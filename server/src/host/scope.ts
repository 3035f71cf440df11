import type { Actor, Origin, RequestFacts } from '../contracts';
import type { Capture } from '../event';
import { asyncContext, runInside } from './async-context';

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

export const currentScope = (): Scope | undefined => asyncContext().scope;

export const runInScope = <Result>(scope: Scope, work: () => Result): Result =>
  runInside({ scope }, work);

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
