import type { Core } from '@strapi/types';
import { asyncContext } from '../../record/context';
import { currentOperation, runOperation, type DocumentOperation } from '../../record/operation';

const WRITES = new Set([
  'create',
  'update',
  'delete',
  'publish',
  'unpublish',
  'discardDraft',
  'clone',
]);

/**
 * Remembers which document action is running. Register it in `register()`, where a middleware
 * becomes the outermost one, so i18n's writes to sibling locales run inside it too. It neither
 * reads nor writes: the write guard does both, inside the transaction.
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
    return runOperation(operation, next as () => Promise<never>);
  });
}

/**
 * Notes when Strapi's own part of an action is over. Call it in `bootstrap()`, to be innermost.
 *
 * @param prepare awaited right before that part begins
 */
export function tapEndOfOperations(
  strapi: Core.Strapi,
  prepare: (operation: DocumentOperation) => Promise<void>
): void {
  const runToEnd = async <Result>(operation: DocumentOperation, next: () => Promise<Result>) => {
    try {
      await prepare(operation);
      return await next();
    } finally {
      operation.isOver = true;
    }
  };
  strapi.documents.use((context, next) => {
    const operation = WRITES.has(context.action) ? currentOperation() : undefined;
    return operation?.uid === context.uid
      ? runToEnd(operation, next as () => Promise<never>)
      : next();
  });
}
