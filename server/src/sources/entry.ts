import type { BulkChange, Capture } from '../event';
import { defineSource } from './define-source';
import { describeEntries } from './entry-events';

/** Types of the host that other sources describe, or that are not content. */
const NOT_CONTENT =
  /^(admin|strapi)::|^plugin::(audit-trail|upload|i18n|content-releases|review-workflows)\.|^plugin::users-permissions\.(role|permission)$|^plugin::content-manager\./;

export const isContent = (uid: string): boolean => uid.includes('::') && !NOT_CONTENT.test(uid);

export default defineSource({
  name: 'entry',
  actions: {
    'entry.create': { label: 'Entry created', description: 'A new entry, or a new locale of one.' },
    'entry.update': {
      label: 'Entry updated',
      description: 'An entry was saved, and something in it changed.',
    },
    'entry.delete': {
      label: 'Entry deleted',
      description:
        'One locale of an entry was deleted: its draft and its published version, with what was live.',
    },
    'entry.publish': {
      label: 'Entry published',
      description:
        'An entry was published: what the public sees now, compared with what it saw before.',
    },
    'entry.unpublish': {
      label: 'Entry unpublished',
      description: 'The published version was withdrawn.',
    },
    'entry.draft-discard': {
      label: 'Draft discarded',
      description: 'The draft was replaced by the published version.',
    },
    'entry.clone': { label: 'Entry duplicated', description: 'A copy of an entry.' },
    'entry.bulk-update': {
      label: 'Entries updated in bulk',
      description:
        'One statement of code on more than 1,000 entries: their count and its filter; or what a ' +
        'start made and changed where a content type was deployed with other options.',
    },
    'entry.bulk-delete': {
      label: 'Entries deleted in bulk',
      description:
        'One statement of code on more than 1,000 entries: their count and its filter; or what a ' +
        'start removed where a content type was deployed with other options, or was gone.',
    },
  },
  start({ writes, rows }) {
    writes.watch(isContent, { relations: 'written', describeBulk }, (changes) =>
      describeEntries(changes, { writes, rows })
    );
  },
});

const describeBulk = ({ uid, verb, count, filter, changes }: BulkChange): Capture[] => [
  { action: `entry.bulk-${verb}`, resource: { type: uid }, changes, payload: { count, filter } },
];
