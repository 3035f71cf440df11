import { defineSource } from './define-source';
import { isChange, resourceOf, verbOf } from './row-facts';

/** The default locale is a setting: `settings.ts` reports it. */
export default defineSource({
  name: 'locale',
  actions: {
    'locale.create': { label: 'Locale created', description: 'A language for content was added.' },
    'locale.update': { label: 'Locale updated', description: 'A locale has another name.' },
    'locale.delete': {
      label: 'Locale deleted',
      description: 'A locale was removed, and with it every entry in it.',
    },
  },
  start({ writes }) {
    writes.watch(['plugin::i18n.locale'], { relations: [] }, (changes) =>
      changes
        .filter(isChange)
        .map((change) => ({
          action: `locale.${verbOf(change)}`,
          resource: resourceOf(change),
          changes: change.changes,
        }))
    );
  },
});
