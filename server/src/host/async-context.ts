import { AsyncLocalStorage } from 'node:async_hooks';
import type { OpenTransaction } from './closing-transactions';
import type { DocumentOperation } from './document-operations';
import type { GuardFindings } from './guard-test';
import type { Transfer } from './journal-guard/transfer-state';
import type { Scope, ScopeEnd } from './scope';
import type { EntityCall } from './write-guard';

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
  /** In the reading of an image. */
  isImage?: boolean;
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
