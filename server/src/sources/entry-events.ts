import type { Capture, RawChange, Row, RowChange, RowPort, WritePort } from '../event';
import { asLive, identityChanges, liveValues } from './entry-values';
import { isChange, resourceOf, rowOf, text, verbOf } from './row-facts';

/** What the description of entries needs in addition to their changes. */
export interface EntryPorts {
  rows: Pick<RowPort, 'all'>;
  writes: Pick<WritePort, 'compare'>;
}

type Status = 'draft' | 'published';

/** One document in one locale: every version of it that a commit changed, drafts first. */
type Entry = RowChange[];

/** SQLite takes 999 bound values in old builds. */
const DOCUMENTS_PER_QUERY = 500;

/** The draft of a created or deleted published row; null if there is none. */
type DraftOf = (change: RowChange) => Row | null;

/** What one commit did to entries: one event per document, locale and version. */
export async function describeEntries(
  changes: readonly RowChange[],
  ports: EntryPorts
): Promise<Capture[]> {
  const entries = groupByEntry(changes);
  const draftOf = await findDrafts(entries, ports.rows);
  return entries.flatMap((entry) => describeEntry(entry, draftOf, ports.writes));
}

function groupByEntry(changes: readonly RowChange[]): Entry[] {
  const entries = new Map<string, Entry>();
  for (const change of changes) {
    const key = entryKey(change.uid, rowOf(change)) ?? `${change.uid} ${change.id}`;
    const entry = entries.get(key);
    if (entry) entry.push(change);
    else entries.set(key, [change]);
  }
  const rank = (change: RowChange) => (statusOf(change) === 'published' ? 1 : 0);
  const all = [...entries.values()];
  for (const entry of all) if (entry.length > 1) entry.sort((a, b) => rank(a) - rank(b));
  return all;
}

/**
 * Finds the drafts of created or deleted published rows. There may be none: Strapi's query layer
 * fills in `publishedAt` if code sends nothing.
 */
async function findDrafts(entries: readonly Entry[], rows: EntryPorts['rows']): Promise<DraftOf> {
  // Types without drafts have neither.
  if (!entries.some(([change]) => change?.draftAndPublish)) return () => null;
  const unclear = new Map<string, Set<string>>();
  for (const change of entries.flatMap((entry) => entry.filter((one) => isUnclear(one, entry)))) {
    const ids = unclear.get(change.uid) ?? new Set();
    unclear.set(change.uid, ids.add(text(rowOf(change).documentId) ?? ''));
  }
  const found = new Map<string | null, Row>();
  for (const [uid, ids] of unclear) {
    const documentIds = [...ids];
    for (let start = 0; start < documentIds.length; start += DOCUMENTS_PER_QUERY) {
      const $in = documentIds.slice(start, start + DOCUMENTS_PER_QUERY);
      const drafts = await rows.all(uid, { documentId: { $in }, publishedAt: null });
      for (const draft of drafts) found.set(entryKey(uid, draft), draft);
    }
  }
  const made = new Map(entries.flatMap((entry) => entry.map((one) => [one, madeIn(entry)])));
  return (change) =>
    change.draft ?? made.get(change) ?? found.get(entryKey(change.uid, rowOf(change))) ?? null;
}

/** The draft that the same commit created: all of it was written there. */
const madeIn = (entry: Entry): Row | null =>
  entry.find((one) => statusOf(one) === 'draft' && verbOf(one) === 'create')?.after ?? null;

/** A published row whose draft was not read during its action, and may exist. */
const isUnclear = (change: RowChange, entry: Entry): boolean =>
  statusOf(change) === 'published' &&
  verbOf(change) !== 'update' &&
  change.draft === undefined &&
  change.operation !== 'delete' &&
  !madeIn(entry) &&
  !hasLostDraft(entry);

const hasLostDraft = (entry: Entry): boolean =>
  entry.some((other) => statusOf(other) === 'draft' && verbOf(other) === 'delete');

function describeEntry(entry: Entry, draftOf: DraftOf, writes: EntryPorts['writes']): Capture[] {
  const [only] = entry;
  if (only && entry.length === 1) return describeVersion(only, draftOf, writes);
  const gone = entry.filter((change) => verbOf(change) === 'delete');
  const draft = gone.find((change) => statusOf(change) === 'draft');
  const live = gone.find((change) => statusOf(change) === 'published');
  return entry.flatMap((change) => {
    // Deleting an entry also deletes its published version: one action, one event.
    if (draft && live && change === live) return [];
    if (draft && live && change === draft) return [describeLiveDeletion(draft, live, writes)];
    return describeVersion(change, draftOf, writes);
  });
}

const describeVersion = (change: RowChange, draftOf: DraftOf, writes: EntryPorts['writes']) =>
  statusOf(change) === 'published'
    ? describePublished(change, draftOf(change), writes)
    : describeDraft(change);

/** A draft, or a row of a type without drafts. */
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
  draft: Row | null,
  { compare }: EntryPorts['writes']
): Capture[] {
  const { uid, before, after, changes } = change;
  const identity = identityChanges(change);
  switch (verbOf(change)) {
    case 'create':
      if (!draft) return [capture('entry.create', change, changes)];
      // The draft's events report the rest. What was not written into a new row is empty.
      return [capture('entry.publish', change, compare(uid, ...filledUp(draft, after ?? {})))];
    case 'delete': {
      if (!draft) return [capture('entry.delete', change, changes)];
      const withdrawn = liveValues(compare(uid, draft, before), changes);
      return [capture('entry.unpublish', change, withdrawn)];
    }
    default:
      if (isReplaced(change)) return [capture('entry.publish', change, changes)];
      if (statusBefore(change) === 'draft') {
        return [capture('entry.publish', change, [...changes, ...identity])];
      }
      return describeUpdate(change, identity);
  }
}

/** Two rows with the attributes of both; what one lacks was never written to it. */
function filledUp(one: Row, other: Row): [Row, Row] {
  const names = [...Object.keys(one), ...Object.keys(other)];
  const empty = Object.fromEntries(names.map((name) => [name, null]));
  return [
    { ...empty, ...one },
    { ...empty, ...other },
  ];
}

/** A save that changed nothing is not an event. */
const describeUpdate = (change: RowChange, identity: RawChange[]): Capture[] =>
  isChange(change) || identity.length > 0
    ? [capture('entry.update', change, withIdentity(change.changes, identity))]
    : [];

const withIdentity = (changes: RawChange[], identity: readonly RawChange[]): RawChange[] =>
  identity.length === 0 ? changes : [...changes, ...identity];

/** Reports that the deleted entry was live, and what the public saw where the draft differed. */
function describeLiveDeletion(
  draft: RowChange,
  live: RowChange,
  { compare }: EntryPorts['writes']
): Capture {
  const differing = compare(draft.uid, draft.before, live.before);
  return {
    ...capture('entry.delete', draft, [
      ...draft.changes,
      ...liveValues(differing, live.changes).map(asLive),
    ]),
    payload: { wasPublished: true, publishedAt: live.before?.publishedAt ?? null },
    tags: ['was:published'],
  };
}

/** Publishing and discarding replace the old row with a new one. */
const isReplaced = ({ before, after }: RowChange): boolean =>
  before !== null && after !== null && before.id !== after.id;

const capture = (
  action: string,
  change: RowChange,
  changes: RawChange[],
  status: Status | null = statusOf(change)
): Capture => ({
  action,
  resource: Object.assign(resourceOf(change, change.name), { status, name: change.name }),
  changes,
});

const entryKey = (uid: string, row: Row): string | null => {
  const documentId = text(row.documentId);
  return documentId && `${uid} ${documentId} ${text(row.locale) ?? ''}`;
};

const statusIn = (row: Row): Status => (row.publishedAt ? 'published' : 'draft');

/** The version that an event is about: as it is now, or as it last was. */
const statusOf = (change: RowChange): Status | null =>
  change.draftAndPublish ? statusIn(rowOf(change)) : null;

const statusBefore = (change: RowChange): Status | null =>
  change.draftAndPublish && change.before ? statusIn(change.before) : null;
