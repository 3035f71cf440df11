import { defineSource } from './define-source';
import { isChange, resourceOf, verbOf } from './row-facts';

export default defineSource({
  name: 'webhook',
  actions: {
    'webhook.create': {
      label: 'Webhook created',
      description: 'A webhook was added; header values are never stored.',
    },
    'webhook.update': {
      label: 'Webhook updated',
      description: 'Address, headers, events or state of a webhook.',
    },
    'webhook.delete': { label: 'Webhook deleted', description: 'A webhook was removed.' },
  },
  start({ writes }) {
    writes.watch(['strapi::webhook'], { relations: [] }, (changes) =>
      changes
        .filter(isChange)
        .map((change) => ({
          action: `webhook.${verbOf(change)}`,
          resource: resourceOf(change),
          changes: change.changes,
        }))
    );
  },
});
