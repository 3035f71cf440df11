import type { Capture, RawChange, Row, RowChange, RowPort, WritePort } from '../event';
import { asLiveValues, identityChanges } from './entry-values';
import { isChange, resourceOf, rowOf, text, verbOf } from './row-facts';

/** What the description of entries needs beside their changes. */
export interface EntryPorts {
  rows: Pick<RowPort, 'all'>;
  writes: Pick<WritePort, 'compare'>;
}

type Status = 'draft' | 'published';

/** One document in one locale: every version of it that a commit changed, drafts first. */
type Entry = RowChange[];

/** SQLite takes 999 bound values in old builds. */
const DOCUMENTS_PER_QUERY = 500;

/** What one commit did to entries: one event per document, locale and version. */
export async function describeEntries(
  changes: readonly RowChange[],
  ports: EntryPorts
): Promise<Capture[]> {
  const entries = groupByEntry(changes);
  const hasDraft = await findDrafts(entries, ports.rows);
  return entries.flatMap((entry) => describeEntry(entry, hasDraft, ports.writes));
}

function groupByEntry(changes: readonly RowChange[]): Entry[] {
  const entries = new Map<string, Entry>();
  for (const change of changes) {
    const key = entryKey(change.uid, rowOf(change)) ?? `${change.uid} ${change.id}`;
    const entry = entries.get(key) ?? [];
    entry.push(change);
    entries.set(key, entry);
  }
  const rank = (change: RowChange) => (statusOf(change) === 'published' ? 1 : 0);
  return [...entries.values()].map((entry) => [...entry].sort((a, b) => rank(a) - rank(b)));
}

/**
 * Tells which published rows have a draft beside them. The query layer can make a published row
 * that has none: Strapi fills in `publishedAt` where code sends nothing.
 */
async function findDrafts(
  entries: readonly Entry[],
  rows: EntryPorts['rows']
): Promise<(change: RowChange) => boolean> {
  const unclear = new Map<string, Set<string>>();
  for (const entry of entries) {
    for (const change of entry.filter((one) => isUnclear(one, entry))) {
      const ids = unclear.get(change.uid) ?? new Set();
      unclear.set(change.uid, ids.add(text(rowOf(change).documentId) ?? ''));
    }
  }
  const found = new Set<string | null>();
  for (const [uid, ids] of unclear) {
    const documentIds = [...ids];
    for (let start = 0; start < documentIds.length; start += DOCUMENTS_PER_QUERY) {
      const $in = documentIds.slice(start, start + DOCUMENTS_PER_QUERY);
      const drafts = await rows.all(uid, { documentId: { $in }, publishedAt: null });
      for (const draft of drafts) found.add(entryKey(uid, draft));
    }
  }
  return (change) => found.has(entryKey(change.uid, rowOf(change)));
}

/** A published row that came or went without an action that says which of both it was. */
const isUnclear = (change: RowChange, entry: Entry): boolean =>
  statusOf(change) === 'published' &&
  verbOf(change) !== 'update' &&
  !isByDocument(change.operation) &&
  !hasDraftIn(entry);

const BY_DOCUMENT = new Set(['publish', 'unpublish', 'delete']);

/** In the course of a document action that makes or removes published rows. */
const isByDocument = (operation: string | null): boolean =>
  operation !== null && BY_DOCUMENT.has(operation);

const hasDraftIn = (entry: Entry): boolean => entry.some((other) => statusOf(other) === 'draft');

function describeEntry(
  entry: Entry,
  hasDraft: (change: RowChange) => boolean,
  writes: EntryPorts['writes']
): Capture[] {
  const gone = entry.filter((change) => verbOf(change) === 'delete');
  const draft = gone.find((change) => statusOf(change) === 'draft');
  const live = gone.find((change) => statusOf(change) === 'published');
  return entry.flatMap((change) => {
    // Deleting an entry takes its published version along: one action, one event.
    if (draft && live && change === live) return [];
    if (draft && live && change === draft) return [describeLiveDeletion(draft, live, writes)];
    if (statusOf(change) === 'published') {
      return describePublished(change, entry, hasDraft);
    }
    return describeDraft(change);
  });
}

/** A draft, or a row of a type that has none. */
function describeDraft(change: RowChange): Capture[] {
  const { operation, changes } = change;
  const identity = identityChanges(change);
  if (statusBefore(change) === 'published') {
    return [capture('entry.unpublish', change, [...changes, ...identity], 'published')];
  }
  // The drafts of other locales, to which i18n copies what is not localized, are only updated.
  if (operation === 'discardDraft' && isReplaced(change)) {
    return [capture('entry.draft-discard', change, changes)];
  }
  if (verbOf(change) === 'update') return describeUpdate(change, identity);
  const isClone = operation === 'clone' && verbOf(change) === 'create';
  return [capture(isClone ? 'entry.clone' : `entry.${verbOf(change)}`, change, changes)];
}

function describePublished(
  change: RowChange,
  entry: Entry,
  hasDraft: (change: RowChange) => boolean
): Capture[] {
  const { operation, changes } = change;
  const identity = identityChanges(change);
  // The draft's events already told the values.
  const isTold = hasDraftIn(entry) || isByDocument(operation);
  switch (verbOf(change)) {
    case 'create':
      if (isTold) return [capture('entry.publish', change, [])];
      return [capture(hasDraft(change) ? 'entry.publish' : 'entry.create', change, changes)];
    case 'delete':
      if (operation === 'delete') return [capture('entry.delete', change, changes)];
      if (isTold) return [capture('entry.unpublish', change, [])];
      return [capture(hasDraft(change) ? 'entry.unpublish' : 'entry.delete', change, changes)];
    default:
      if (isReplaced(change)) return [capture('entry.publish', change, changes)];
      if (statusBefore(change) === 'draft') {
        return [capture('entry.publish', change, [...changes, ...identity])];
      }
      return describeUpdate(change, identity);
  }
}

/** A save that changed nothing is not an event. */
const describeUpdate = (change: RowChange, identity: RawChange[]): Capture[] =>
  isChange(change) || identity.length > 0
    ? [capture('entry.update', change, [...change.changes, ...identity])]
    : [];

/** Says that what was deleted was live, and what the public saw where the draft said otherwise. */
function describeLiveDeletion(
  draft: RowChange,
  live: RowChange,
  { compare }: EntryPorts['writes']
): Capture {
  const differing = compare(draft.uid, draft.before, live.before);
  return {
    ...capture('entry.delete', draft, [...draft.changes, ...asLiveValues(differing, live.changes)]),
    payload: { wasPublished: true, publishedAt: live.before?.publishedAt ?? null },
    tags: ['was:published'],
  };
}

/** Publishing and discarding put a new row in the place of the old one. */
const isReplaced = ({ before, after }: RowChange): boolean =>
  before !== null && after !== null && before.id !== after.id;

const capture = (
  action: string,
  change: RowChange,
  changes: RawChange[],
  status: Status | null = statusOf(change)
): Capture => ({
  action,
  resource: { ...resourceOf(change), status, name: change.name },
  changes,
});

const entryKey = (uid: string, row: Row): string | null => {
  const documentId = text(row.documentId);
  return documentId && [uid, documentId, text(row.locale) ?? ''].join(' ');
};

const statusIn = (row: Row): Status => (row.publishedAt ? 'published' : 'draft');

/** The version that an event is about: as it is now, or as it last was. */
const statusOf = (change: RowChange): Status | null =>
  change.draftAndPublish ? statusIn(rowOf(change)) : null;

const statusBefore = (change: RowChange): Status | null =>
  change.draftAndPublish && change.before ? statusIn(change.before) : null;
