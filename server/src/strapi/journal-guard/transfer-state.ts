import type { Core } from '@strapi/types';
import { EVENT_UID } from '../../plugin-id';
import { asyncContext, type Transfer } from '../../record/context';
import type { JournalState } from './decide-statement';

type Lifecycles = Core.Strapi['db']['lifecycles'];

/** The same, and which transfers run. */
export interface TransferState extends JournalState {
  isRunning(transfer: Transfer): boolean;
  /** Listeners run inside the transfer's own code. */
  onChange(listener: (transfer: Transfer, isRunning: boolean) => void): void;
}

/**
 * Follows the running transfers. Each of them switches Strapi's lifecycles off before its first
 * statement and on after its last one. An application may do the same without being a transfer:
 * only code run by one of a transfer's own entry points counts.
 */
export const watchTransfers = (lifecycles: Lifecycles): TransferState => {
  const listeners: ((transfer: Transfer, isRunning: boolean) => void)[] = [];
  const running = new Set<Transfer>();
  const become = (isRunning: boolean) => {
    const { transfer } = asyncContext();
    // A push switches lifecycles off twice, at its connection and at its first message.
    if (!transfer || running.has(transfer) === isRunning) return;
    if (isRunning) running.add(transfer);
    else running.delete(transfer);
    for (const listener of listeners) listener(transfer, isRunning);
  };
  const { disable, enable } = lifecycles;

  lifecycles.disable = function disableAndNote() {
    become(true);
    return disable.call(this);
  };
  lifecycles.enable = function enableAndNote() {
    become(false);
    return enable.call(this);
  };
  return {
    get transferring() {
      return running.size > 0;
    },
    isRunning: (transfer) => running.has(transfer),
    onChange: (listener) => void listeners.push(listener),
  };
};

/** The list of content types that a transfer walks through. */
export interface ContentTypeList {
  getAll(namespace?: string): Record<string, unknown>;
}

/**
 * Leaves the journal out of the list of content types while a transfer runs: it is then neither
 * exported nor emptied, and does not make the schemas of two systems differ. Looking it up by name
 * still works, so its own routes keep answering.
 */
export const hideFromTransfers = (contentTypes: ContentTypeList, state: JournalState): void => {
  const { getAll } = contentTypes;

  contentTypes.getAll = function getAllButJournal(namespace) {
    const all = getAll.call(this, namespace);
    if (!state.transferring) return all;
    const { [EVENT_UID]: journal, ...others } = all;
    return others;
  };
};
