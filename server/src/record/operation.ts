import type { Row } from '../event';
import { asyncContext } from './context';
import { lastingInScope } from './scope';

/** One call of the Document Service that writes. */
export interface DocumentOperation {
  uid: string;
  action: string;
  /** Live: inner middlewares may still replace parameters before the first statement runs. */
  params(): { documentId?: string; locale?: unknown; status?: string; data?: Row };
  /** The action during which this one was called, by a lifecycle or a middleware. */
  outer?: DocumentOperation | undefined;
  /**
   * Components that the document's locales share, by row id, as they were at the start or after the
   * newest event that reported them.
   */
  shared?: Map<string, Row>;
  /** Ids of rows to lock before the action's transaction reads anything. */
  toLock?: readonly unknown[];
  /** The ids of those locked so far, as text. */
  locked?: ReadonlySet<string>;
  /** It began inside a transaction, whose other writes may change its rows first. */
  isJoining?: boolean;
  /** True once Strapi itself has done its part; later writes are those of its plugins (i18n). */
  isOver?: boolean;
  /** It ended with an error. If its transaction still commits, so does what it wrote until then. */
  hasFailed?: boolean;
}

/** Rows that get links during an action on another document. */
export interface RelinkedRows {
  attribute: string;
  ids: readonly unknown[];
}

const running = new Set<DocumentOperation>();

/** Runs an operation, visible to everything that happens during it. */
export function runOperation<Result>(
  operation: DocumentOperation,
  work: () => Promise<Result>
): Promise<Result> {
  running.add(operation);
  const run = async (): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      operation.hasFailed = true;
      throw error;
    } finally {
      running.delete(operation);
    }
  };
  return lastingInScope(run, { operation, isAside: false });
}

/** The innermost document action that is running around the caller. */
export const currentOperation = (): DocumentOperation | undefined => asyncContext().operation;

/** The same, if it is on a document of this type. */
export function operationOn(uid: string): DocumentOperation | undefined {
  const operation = currentOperation();
  return operation?.uid === uid ? operation : undefined;
}

/** The actions of a type that have begun and not ended. */
export const runningOperations = (uid: string): DocumentOperation[] =>
  [...running].filter((operation) => operation.uid === uid);

/**
 * Where to find every row that the operation may touch, for reading them before the first write.
 */
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

/** Whether the operation writes its row before any other row, apart from its components. */
export function writesItsRowFirst({ action, params }: DocumentOperation): boolean {
  return action === 'update' && params().status !== 'published';
}

/** Whether the operation deletes rows and makes others in their place. */
export function replacesRows({ action, params }: DocumentOperation): boolean {
  if (action === 'publish' || action === 'discardDraft') return true;
  // A deletion over REST names a status, too.
  return action === 'update' && params().status === 'published';
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
