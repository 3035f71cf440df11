import type { Core } from '@strapi/types';
import type { JournalState } from './journal-guard/decide-statement';
import { currentScope, runInScope } from './scope';
import { systemScope } from './ambient-scopes';

/**
 * Whether writes are recorded here and now. Strapi's own writes during its boot are not (the
 * application's bootstrap has a scope and is), nor are the rows that a transfer restores.
 */
export const createIsRecording = (strapi: Core.Strapi, journal: JournalState) => (): boolean => {
  const scope = currentScope();
  if (journal.transferring && (!scope || scope.origin() === 'transfer')) return false;
  return scope !== undefined || strapi.isLoaded;
};

/** The way in of code without a scope. A command-line process loads Strapi but never listens. */
export const ambientOrigin = (strapi: Core.Strapi): 'code' | 'cli' =>
  strapi.server.httpServer.listening ? 'code' : 'cli';

/** Runs `work` in the scope at hand, or in one for code that nobody's request or task called. */
export const createInSomeScope =
  (strapi: Core.Strapi) =>
  <Result>(work: () => Result): Result => {
    if (currentScope()) return work();
    return runInScope(systemScope(ambientOrigin(strapi)), work);
  };
