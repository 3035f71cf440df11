import { AsyncLocalStorage } from 'node:async_hooks';
import type { Knex } from 'knex';
import type { Row } from '../event';
import type { DocumentOperation } from './operation';
import type { Scope, ScopeEnd } from './scope';

/** An outermost `db.transaction(work)`, known to everything that its work starts. */
export interface OpenTransaction {
  /** Statements of its work that have begun and not ended. */
  readonly running: Set<Promise<unknown>>;
  /** Settles with its commit or rollback; null before its events are being written. */
  closing: Promise<void> | null;
  isOver: boolean;
}

/**
 * One `db.query(uid).create/update/delete` outside a transaction. Strapi runs its main statement
 * and its relations as two commits with nothing of the application's between them. The guard
 * lets both share one, so that the change, its relations and its event commit together.
 */
export interface EntityCall {
  uid: string;
  /** Live: lifecycles may still add to what is written. */
  attributes(): ReadonlySet<string> | 'all';
  /** What a create or update was called with, relations included; null for a delete. Live too. */
  data(): Row | null;
  joinable: boolean;
  trx: Knex.Transaction | null;
}

/** What a trial of the write guard came to. None of it is a promised API of Strapi. */
export interface GuardFindings {
  /** Statements pass the guard, which learns what they inserted. */
  seesStatements: boolean;
  /** `db.query` opens the transaction for relations that the guard lets the row's statement share. */
  joinsRelations: boolean;
  /** Work can be done right before a transaction commits. */
  hooksCommits: boolean;
  /** Why a finding is negative, where an error says so. */
  reason: string | null;
}

/** One import, export, push or pull. */
export interface Transfer {
  /** Whether rows are read here or written. */
  side: 'source' | 'destination';
}

/** What a piece of code runs inside of. */
export interface AsyncContext {
  /** Who acts, and by which way. */
  scope?: Scope | undefined;
  /** Left out where the scope has no end. */
  scopeEnd?: ScopeEnd | undefined;
  /** The innermost action of the Document Service that writes. */
  operation?: DocumentOperation;
  /** The innermost write of the entity manager; null in code that is not part of it. */
  call?: EntityCall | null;
  /** The outermost transaction of Strapi; null in what its commit waits for. */
  transaction?: OpenTransaction | null;
  /** In code that a lifecycle runs, beside the action or the write that it belongs to. */
  isAside?: boolean;
  /** In the reading of a snapshot. */
  isSnapshot?: boolean;
  /** The import, export, push or pull whose code this is. */
  transfer?: Transfer;
  /** The trial of the write guard, at boot. */
  trial?: GuardFindings;
  /** Told what middlewares of the Document Service are given, at boot. */
  seen?: (context: object) => void;
}

// One for everything: Node copies each storage that was ever entered at every promise of the process,
// in requests that record nothing too.
const storage = new AsyncLocalStorage<AsyncContext>();
const NOTHING: AsyncContext = {};

export const asyncContext = (): Readonly<AsyncContext> => storage.getStore() ?? NOTHING;

/** Runs `work` inside of this as well; whatever else it runs inside of stays. */
export const runInside = <Result>(part: AsyncContext, work: () => Result): Result =>
  storage.run({ ...storage.getStore(), ...part }, work);
