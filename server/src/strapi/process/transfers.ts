import type { Core } from '@strapi/types';
import type { Capture, TransferDirection, TransferPort, TransferSignal } from '../../event';
import { systemScope } from './ambient-scopes';
import { asyncContext } from '../../record/context';
import type { Transfer } from '../../record/context';
import type { TransferState } from '../journal-guard/transfer-state';
import { currentScope, runInScope } from '../../record/scope';
import type { Scope } from '../../record/scope';

export interface TransferDependencies {
  strapi: Core.Strapi;
  state: TransferState;
  record(capture: Capture): Promise<void>;
  onError(error: unknown): void;
}

export interface TransferTap {
  port: TransferPort;
  /** Counts rows of a statement that is not recorded by itself. */
  count(uid: string, type: 'insert' | 'update' | 'delete', rows: number): void;
  /**
   * Resolves when everything reported so far is written: a command-line transfer ends its process.
   */
  settled(): Promise<void>;
}

interface Running {
  scope: Scope;
  direction: TransferDirection | null;
  inserted: Record<string, number>;
  deleted: Record<string, number>;
}

/**
 * Records the start and the end of a transfer, in the scope in which it began: Strapi's WebSocket
 * later runs outside the request that opened it.
 */
export function tapTransfers(deps: TransferDependencies): TransferTap {
  const { strapi, state, record, onError } = deps;
  const listeners: ((signal: TransferSignal) => Capture)[] = [];
  const running = new Map<Transfer, Running>();
  let writing: Promise<void> = Promise.resolve();

  const recordPhase = async ({ scope, ...transfer }: Running, phase: TransferSignal['phase']) => {
    const wrote = sizeOf(transfer.inserted) + sizeOf(transfer.deleted) > 0;
    const present = phase === 'end' && !wrote ? await countRows(strapi) : {};
    for (const describe of listeners) {
      await runInScope(scope, () => record(describe({ ...transfer, phase, present })));
    }
  };

  state.onChange((transfer, isRunning) => {
    const { inserted, deleted, ...rest } = running.get(transfer) ?? begin(strapi, transfer);
    if (isRunning) running.set(transfer, { inserted, deleted, ...rest });
    else running.delete(transfer);
    // Copied now: at the start nothing has been counted yet, and recording may have to wait.
    const counts = { ...rest, inserted: { ...inserted }, deleted: { ...deleted } };
    // One after the other: on a pool of connections an end could overtake its start.
    writing = writing.then(() => recordPhase(counts, isRunning ? 'start' : 'end')).catch(onError);
  });

  return {
    port: { on: (describe) => void listeners.push(describe) },
    count(uid, type, rows) {
      const { transfer } = asyncContext();
      const counted = transfer && running.get(transfer);
      if (!counted || type === 'update' || !uid.includes('::') || !(rows > 0)) return;
      const counts = type === 'insert' ? counted.inserted : counted.deleted;
      counts[uid] = (counts[uid] ?? 0) + rows;
    },
    settled: () => writing,
  };
}

function begin(strapi: Core.Strapi, transfer: Transfer): Running {
  const isServer = strapi.server.httpServer.listening;
  const scope = currentScope() ?? systemScope(isServer ? 'transfer' : 'cli');
  const direction = directionOf(scope, isServer) ?? DIRECTIONS[transfer.side];
  return { scope, direction, inserted: {}, deleted: {} };
}

/** For transfers that the application's own code starts. */
const DIRECTIONS: Readonly<Record<Transfer['side'], TransferDirection>> = {
  source: 'export',
  destination: 'import',
};
const ROUTES: Record<string, TransferDirection> = {
  'admin::transfer.runner-push': 'push',
  'admin::transfer.runner-pull': 'pull',
};
const COMMANDS: readonly string[] = ['import', 'export', 'transfer'];

function directionOf(scope: Scope, isServer: boolean): TransferDirection | null {
  const handler = scope.handler();
  if (handler && ROUTES[handler]) return ROUTES[handler];
  const command = isServer ? undefined : process.argv.find((word) => COMMANDS.includes(word));
  return (command as TransferDirection | undefined) ?? null;
}

/** How much there is to read, per content type that a transfer includes. */
async function countRows(strapi: Core.Strapi): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const uid of Object.keys(strapi.contentTypes)) {
    if (uid.startsWith('admin::') || uid.startsWith('plugin::audit-trail.')) continue;
    const count = await strapi.db.query(uid).count();
    if (count > 0) counts[uid] = count;
  }
  return counts;
}

const sizeOf = (counts: Record<string, number>): number => Object.keys(counts).length;
