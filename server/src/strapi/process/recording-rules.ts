import type { Core } from '@strapi/types';
import { asyncContext } from '../../record/context';
import type { TransferState } from '../journal-guard/transfer-state';
import { currentScope, runInScope } from '../../record/scope';
import { systemScope } from './ambient-scopes';

/**
 * Whether writes are recorded here and now. Strapi's own writes during its boot are not (except in
 * a scope, which the bootstrap of an application or a plugin has), nor are the rows that a transfer
 * restores: only those of its own code, whatever else the process does meanwhile.
 */
export const createIsRecording = (strapi: Core.Strapi, transfers: TransferState) => (): boolean => {
  const { transfer } = asyncContext();
  if (transfer && transfers.isRunning(transfer)) return false;
  return currentScope() !== undefined || strapi.isLoaded;
};

/** The way in of code without a scope. A command-line process loads Strapi but never listens. */
export const ambientOrigin = (strapi: Core.Strapi): 'code' | 'cli' =>
  strapi.server.httpServer.listening ? 'code' : 'cli';

/** Runs `work` in the current scope, or in a new one for code that no request or task called. */
export const createInSomeScope =
  (strapi: Core.Strapi) =>
  <Result>(work: () => Result): Result => {
    if (currentScope()) return work();
    return runInScope(systemScope(ambientOrigin(strapi)), work);
  };
