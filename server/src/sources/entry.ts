import type { BulkChange, Capture, RowChange } from '../event';
import { defineSource } from './define-source';
import { isChange, resourceOf, rowOf, text, verbOf } from './row-facts';

/** Types of the host that other sources describe, or that are not content. */
const NOT_CONTENT =
  /^(admin|strapi)::|^plugin::(audit-trail|upload|i18n|content-releases|review-workflows)\.|^plugin::users-permissions\.(role|permission)$|^plugin::content-manager\./;

export const isContent = (uid: string): boolean => uid.includes('::') && !NOT_CONTENT.test(uid);

export const entrySource = defineSource({
  name: 'entry',
  actions: {
    'entry.create': { label: 'Entry created', description: 'A new entry, or a new locale of one.' },
    'entry.update': {
      label: 'Entry updated',
      description: 'A saved entry in which something differs.',
    },
    'entry.delete': {
      label: 'Entry deleted',
      description: 'One locale of an entry, its draft and its published version together.',
    },
    'entry.publish': {
      label: 'Entry published',
      description: 'What the public sees, compared with what it saw before.',
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
  start({ writes }) {
    writes.watch(isContent, { relations: 'written', describeBulk }, (changes) =>
      groupByEntry(changes).flatMap(describeEntry)
    );
  },
});

const describeBulk = ({ uid, verb, count, filter, changes }: BulkChange): Capture[] => [
  {
    action: `entry.bulk-${verb}`,
    resource: { type: uid },
    changes,
    payload: { count, filter },
  },
];

/** One document in one locale; its draft and its published version may both have changed. */
interface EntryChange {
  draft?: RowChange;
  published?: RowChange;
}

function groupByEntry(changes: readonly RowChange[]): EntryChange[] {
  const entries = new Map<string, EntryChange>();
  for (const change of changes) {
    const row = rowOf(change);
    const key = [change.uid, text(row.documentId) ?? change.id, text(row.locale) ?? ''].join(' ');
    const entry = entries.get(key) ?? {};
    entry[statusOf(change) === 'published' ? 'published' : 'draft'] = change;
    entries.set(key, entry);
  }
  return [...entries.values()];
}

function describeEntry({ draft, published }: EntryChange): Capture[] {
  const captures: Capture[] = [];
  if (draft && isChange(draft)) captures.push(capture(draftAction(draft), draft));
  // Deleting an entry takes its published version along: one action, one event.
  const wentTogether = draft && verbOf(draft) === 'delete';
  if (published && !(wentTogether && verbOf(published) === 'delete')) {
    const action = publishedAction(published);
    if (action !== 'entry.update' || isChange(published)) captures.push(capture(action, published));
  }
  return captures;
}

function draftAction(change: RowChange): string {
  const { operation } = change;
  // The drafts of other locales, to which i18n copies what is not localized, are only updated.
  if (operation === 'discardDraft' && isReplaced(change)) return 'entry.draft-discard';
  if (operation === 'clone' && verbOf(change) === 'create') return 'entry.clone';
  return `entry.${verbOf(change)}`;
}

function publishedAction(change: RowChange): string {
  if (verbOf(change) === 'create' || isReplaced(change)) return 'entry.publish';
  return verbOf(change) === 'delete' ? 'entry.unpublish' : 'entry.update';
}

/** Publishing and discarding put a new row in the place of the old one. */
const isReplaced = ({ before, after }: RowChange): boolean =>
  before !== null && after !== null && before.id !== after.id;

function capture(action: string, change: RowChange): Capture {
  const firstPublication = action === 'entry.publish' && !change.before;
  return {
    action,
    resource: { ...resourceOf(change), status: statusOf(change), name: change.name },
    // The first publication shows what the draft's events already told.
    changes: firstPublication || action === 'entry.unpublish' ? [] : change.changes,
  };
}

const statusOf = (change: RowChange): string | null => {
  if (!change.draftAndPublish) return null;
  return rowOf(change).publishedAt ? 'published' : 'draft';
};
