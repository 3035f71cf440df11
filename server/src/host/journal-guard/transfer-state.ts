import type { Core } from '@strapi/types';
import { EVENT_UID } from '../../plugin-id';
import type { JournalState } from './decide-statement';

type Lifecycles = Core.Strapi['db']['lifecycles'];

/** The same, and whoever wants to know when it changes. */
export interface TransferState extends JournalState {
  onChange(listener: (transferring: boolean) => void): void;
}

/**
 * Follows whether a transfer runs. Every import, export, push and pull switches Strapi's lifecycles
 * off before its first statement and on after its last one, and nothing else in Strapi does.
 */
export const watchTransfers = (lifecycles: Lifecycles): TransferState => {
  const listeners: ((transferring: boolean) => void)[] = [];
  const state: TransferState = {
    transferring: false,
    onChange: (listener) => void listeners.push(listener),
  };
  const become = (transferring: boolean) => {
    // A push switches lifecycles off twice, at its connection and at its first message.
    if (state.transferring === transferring) return;
    state.transferring = transferring;
    for (const listener of listeners) listener(transferring);
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
  return state;
};

/** The list of content types that a transfer walks through. */
export interface ContentTypeList {
  getAll(namespace?: string): Record<string, unknown>;
}

/**
 * Leaves the journal out of the list of content types while a transfer runs: it is then neither
 * exported nor emptied, and does not make the schemas of two systems differ. Looking it up by its
 * name still works, so its own routes keep answering.
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
