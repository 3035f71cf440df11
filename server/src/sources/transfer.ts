import type { Capture, TransferSignal } from '../event';
import { defineSource } from './define-source';

export default defineSource({
  name: 'transfer',
  actions: {
    'transfer.start': {
      label: 'Transfer started',
      description: 'An import, export, push or pull of the whole database began.',
    },
    'transfer.end': {
      label: 'Transfer ended',
      description: 'The same at its end, with the rows per content type.',
    },
  },
  start({ transfers }) {
    transfers.on(describe);
  },
});

function describe({ phase, direction, inserted, deleted, present }: TransferSignal): Capture {
  return {
    action: `transfer.${phase}`,
    resource: { type: 'transfer', name: direction },
    payload: phase === 'start' ? null : { inserted, deleted, present },
    tags: direction ? [`direction:${direction}`] : [],
  };
}
