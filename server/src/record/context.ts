import { AsyncLocalStorage } from 'node:async_hooks';
import type { Knex } from 'knex';
import type { Row } from '../event';
import type { DocumentOperation } from './operation';
import type { Scope, ScopeEnd } from './scope';

/** An outermost `db.transaction(work)`, visible to everything that its work starts. */
export interface OpenTransaction {
  /** Statements of its work that have begun and not ended. */
  readonly running: Set<Promise<unknown>>;
  /** Settles with its commit or rollback; null until its events are being written. */
  closing: Promise<void> | null;
  isOver: boolean;
}

/**
 * One `db.query(uid).create/update/delete` outside a transaction. Strapi runs its main statement
 * and its relations as two commits with no application code between them. The guard lets both share
 * one, so the change, its relations and its event commit together.
 */
export interface EntityCall {
  uid: string;
  /** Live: lifecycles may still add to what is written. */
  attributes(): ReadonlySet<string> | 'all';
  /** What a create or update was called with, including relations; null for a delete. Live too. */
  data(): Row | null;
  joinable: boolean;
  trx: Knex.Transaction | null;
  /** Of a component that code writes by itself: its owners are what changes. */
  isOfComponent?: boolean;
}

/** The result of the write guard's self-test. None of this is a promised API of Strapi. */
export interface GuardFindings {
  /** Statements pass through the guard, which learns what they inserted. */
  seesStatements: boolean;
  /**
   * `db.query` opens the transaction for relations, and the guard lets the row's statement share
   * it.
   */
  joinsRelations: boolean;
  /** Work can run right before a transaction commits. */
  hooksCommits: boolean;
  /** Why a finding is negative, if an error explains it. */
  reason: string | null;
}

/** One import, export, push or pull. */
export interface Transfer {
  /** Whether rows are read here or written. */
  side: 'source' | 'destination';
}

/** The context that code runs in. */
export interface AsyncContext {
  /** Who acts, and through which way in. */
  scope?: Scope | undefined;
  /** Left out if the scope has no end. */
  scopeEnd?: ScopeEnd | undefined;
  /** The innermost action of the Document Service that writes. */
  operation?: DocumentOperation;
  /** The innermost write of the entity manager; null in code that is not part of it. */
  call?: EntityCall | null;
  /** The outermost transaction of Strapi; null in work that its commit waits for. */
  transaction?: OpenTransaction | null;
  /** In code that a lifecycle runs, next to the action or write that it belongs to. */
  isAside?: boolean;
  /** While a snapshot is read. */
  isSnapshot?: boolean;
  /** The import, export, push or pull that runs this code. */
  transfer?: Transfer;
  /** The self-test of the write guard, at boot. */
  trial?: GuardFindings;
  /** Called with what middlewares of the Document Service receive, at boot. */
  seen?: (context: object) => void;
}

// One for everything: Node copies each storage ever entered at every promise of the process, even
// in requests that record nothing.
const storage = new AsyncLocalStorage<AsyncContext>();

/** With every part, so that contexts have one shape: entering one is then several times as fast. */
const NOTHING: Readonly<Record<keyof AsyncContext, undefined>> = {
  scope: undefined,
  scopeEnd: undefined,
  operation: undefined,
  call: undefined,
  transaction: undefined,
  isAside: undefined,
  isSnapshot: undefined,
  transfer: undefined,
  trial: undefined,
  seen: undefined,
};

export const asyncContext = (): Readonly<AsyncContext> => storage.getStore() ?? NOTHING;

/** Runs `work` with this part added; the rest of its context stays. */
export const runInside = <Result>(part: AsyncContext, work: () => Result): Result =>
  storage.run({ ...asyncContext(), ...part }, work);
