import type { Core } from '@strapi/types';
import type { Row } from '../event';
import { asyncContext, runInside } from './async-context';
import { lastingInScope } from './scope';

/** One call of the Document Service that writes. */
export interface DocumentOperation {
  uid: string;
  action: string;
  /** Live: inner middlewares may still replace parameters before the first statement runs. */
  params(): { documentId?: string; locale?: unknown; status?: string; data?: Row };
  /** The action in whose course this one was called, by a lifecycle or a middleware. */
  outer?: DocumentOperation | undefined;
  /**
   * Components that the document's locales share, by row id, as they were at the start, or as the
   * newest event that told them left them.
   */
  shared?: Map<string, Row>;
  /** Ids of rows to lock before the action's transaction reads anything. */
  toLock?: readonly unknown[];
  /** Those of them that are locked by now, as texts. */
  locked?: ReadonlySet<string>;
  /** It began inside a transaction, whose other writes may change its rows before it does. */
  isJoining?: boolean;
  /** True once Strapi itself has done its part; what follows are writes of its plugins (i18n). */
  isOver?: boolean;
}

const WRITES = new Set([
  'create',
  'update',
  'delete',
  'publish',
  'unpublish',
  'discardDraft',
  'clone',
]);

const running = new Set<DocumentOperation>();

/** The innermost document action in whose course the caller runs. */
export const currentOperation = (): DocumentOperation | undefined => asyncContext().operation;

/**
 * Remembers which document action is running. Register it in `register()`, where a middleware
 * becomes the outermost one, so that i18n's writes to sibling locales run inside it too. It
 * neither reads nor writes: the write guard does both, inside the transaction.
 */
export function tapDocumentOperations(strapi: Core.Strapi): void {
  strapi.documents.use((context, next) => {
    if (!WRITES.has(context.action)) {
      asyncContext().seen?.(context);
      return next();
    }
    const operation: DocumentOperation = {
      uid: context.uid,
      action: context.action,
      outer: currentOperation(),
      isJoining: strapi.db.inTransaction(),
      params: () => context.params as ReturnType<DocumentOperation['params']>,
    };
    running.add(operation);
    return lastingInScope(() => runInside({ operation, isAside: false }, next)).finally(() =>
      running.delete(operation)
    );
  });
}

/** The actions of a type that have begun and not ended. */
export const runningOperations = (uid: string): DocumentOperation[] =>
  [...running].filter((operation) => operation.uid === uid);

/**
 * Notes when Strapi's own part of an action is over. Call it in `bootstrap()`, to stand innermost.
 *
 * @param prepare awaited right before that part begins
 */
export function tapEndOfOperations(
  strapi: Core.Strapi,
  prepare: (operation: DocumentOperation) => Promise<void>
): void {
  strapi.documents.use(async (context, next) => {
    const operation = currentOperation();
    try {
      if (operation?.uid === context.uid && WRITES.has(context.action)) await prepare(operation);
      return await next();
    } finally {
      if (operation?.uid === context.uid && WRITES.has(context.action)) operation.isOver = true;
    }
  });
}

/** Where to find every row that the operation may touch, for reading them before the first write. */
export function rowsOf(operation: DocumentOperation, hasDraftAndPublish: boolean): Row | null {
  const { documentId, locale, status } = operation.params();
  if (!documentId || operation.action === 'create' || operation.action === 'clone') return null;
  const where: Row = { documentId };
  if (typeof locale === 'string' && locale !== '' && locale !== '*') where.locale = locale;
  if (Array.isArray(locale) && locale.length > 0) where.locale = { $in: locale };
  const draftOnly =
    operation.action === 'discardDraft' ||
    (operation.action === 'update' && status !== 'published');
  if (hasDraftAndPublish && draftOnly) where.publishedAt = null;
  return where;
}

/** Whether the operation's row is written before any other row, but for its components. */
export function writesItsRowFirst({ action, params }: DocumentOperation): boolean {
  return action === 'update' && params().status !== 'published';
}

/** The relations, media and components that the operation can change. */
export function attributesOf(operation: DocumentOperation): ReadonlySet<string> | 'all' {
  const { data, status } = operation.params();
  const wholeDocument = operation.action !== 'create' && operation.action !== 'update';
  // A new document has nothing but what is sent, and its published row is a copy of that.
  const isCopied = status === 'published' && operation.action !== 'create';
  if (wholeDocument || isCopied || !data) return 'all';
  return new Set(Object.keys(data));
}
