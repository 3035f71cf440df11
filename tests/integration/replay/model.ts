import { applyChanges, type ReplayContext } from './apply-changes';
import { GRANTS, TRANSFER_TOKEN } from './inside/tables';
import { compared, describe, differences } from './compare-rows';
import { isSame } from './left-out';
import {
  isSameLink,
  linkFrom,
  linkPublished,
  moveLinks,
  renameLinks,
  showsDocument,
} from './links';
import { applyGrants } from './grants';
import { agrees } from './live-row';
import { copyOf, createReplayedRows, keyOf, placeKey, type Place } from './replayed-rows';
import type { JournalEvent, Link, RowImage, Schemas } from './shapes';

/** Whether a deletion took the live version along. */
const wasPublished = (payload: unknown): boolean =>
  (payload as { wasPublished?: boolean } | null)?.wasPublished === true;

/** In place of an attribute: all of them. */
const ALL = '*';

/**
 * The watched tables as the journal alone tells them. It starts with what Strapi's own boot made and
 * is then fed with events.
 */
export function createModel(schemas: Schemas, start: readonly RowImage[]) {
  const { rows, versionOf, add, rename } = createReplayedRows(schemas, start);

  /** What the commit at hand has removed so far. */
  let removed: RowImage[] = [];
  /** The drafts before the commit at hand. */
  let draftsBefore = new Map<string, RowImage>();
  /** What can be checked only at the end of the commit. */
  let checks: (() => string[])[] = [];
  /** Links of the commit at hand to rows that it makes later. */
  let toLink: (() => void)[] = [];
  /** What the program at hand has removed so far. */
  let removedLately = new Set<string>();
  let deletesLockNothing = false;
  const context: ReplayContext = {
    schemas,
    mayStillLink: (uid, { id }) => deletesLockNothing && removedLately.has(keyOf({ uid, id })),
  };

  /** Rows and attributes of which the commit has an event of their own: the other side adds nothing. */
  let told = new Set<string>();
  const toldKey = (row: { uid: string; id: string }, path: string) => `${keyOf(row)} ${path}`;
  const isTold = (row: RowImage, path: string): boolean =>
    told.has(toldKey(row, path)) || told.has(toldKey(row, ALL));

  /** The rows and attributes that an event tells of, a row that is replaced or taken away with it included. */
  function toldBy({ action, type: uid, id, ...event }: JournalEvent): string[] {
    if (!uid || !id) return [];
    const place = { ...event, uid, status: event.status as RowImage['status'] };
    const replaced = rows.has(keyOf({ uid, id })) ? undefined : versionOf(place);
    const own = [{ uid, id }, ...(replaced ? [replaced] : [])];
    const takesLive = action.endsWith('.unpublish')
      ? !event.changes.some(({ path }) => path === 'publishedAt')
      : action.endsWith('.delete') && wasPublished(event.payload);
    const live = takesLive ? versionOf({ ...place, status: 'published' }) : undefined;
    return [
      ...own.flatMap((row) => event.changes.map(({ path }) => toldKey(row, path))),
      // What equals the draft is not told of it, and yet is as it was before.
      ...(live ? [toldKey(live, ALL)] : []),
    ];
  }

  /** Its links go when the whole commit is told: what stands beside it is told as it was before. */
  const remove = (row: RowImage): void => {
    rows.delete(keyOf(row));
    removed.push(row);
    removedLately.add(keyOf(row));
  };

  /** Columns that make a row this version of this document, where code changes them in place. */
  const applyIdentity = (row: RowImage, changes: JournalEvent['changes']): string[] =>
    changes.flatMap(({ path, before, after }) => {
      if (path === 'publishedAt' && row.status !== null) {
        const was = before === null ? 'draft' : 'published';
        const wrong = row.status === was ? [] : [`publishedAt: was ${row.status}, not ${was}`];
        row.status = after === null ? 'draft' : 'published';
        return wrong;
      }
      if (path !== 'locale' && path !== 'documentId') return [];
      const wrong =
        row[path] === before ? [] : [`${path}: was ${row[path]}, not ${String(before)}`];
      row[path] = (after as string | null) ?? null;
      renameLinks(schemas, rows.values(), row);
      return wrong;
    });

  /** What is saved from the side that does not own a relation is linked on the side that does. */
  const applyInverse = (row: RowImage, changes: JournalEvent['changes']): void => {
    for (const { path, added = [], removed = [] } of changes) {
      const { mappedBy, target = '' } = schemas[row.uid]?.[path] ?? {};
      if (!mappedBy) continue;
      const own: Link = { id: row.id, documentId: row.documentId, locale: row.locale };
      const isOne = schemas[target]?.[mappedBy]?.relation?.endsWith('ToOne') === true;
      for (const { id } of removed) {
        const owner = rows.get(keyOf({ uid: target, id: id ?? '' }));
        if (!owner || isTold(owner, mappedBy)) continue;
        const links = (owner.values[mappedBy] ?? []) as Link[];
        owner.values[mappedBy] = links.filter((link) => !isSameLink(link, own));
      }
      for (const { id } of added) {
        const key = keyOf({ uid: target, id: id ?? '' });
        const link = (): void => {
          const owner = rows.get(key);
          if (owner && !isTold(owner, mappedBy)) linkFrom(owner, mappedBy, { link: own, isOne });
        };
        // The event of a row that the commit makes may come after this one.
        if (rows.has(key)) link();
        else toLink.push(link);
      }
    }
  };

  const changeOwn = (row: RowImage, changes: JournalEvent['changes']): string[] => [
    ...applyIdentity(row, changes),
    ...applyChanges(context, row, changes),
  ];

  const change = (row: RowImage, changes: JournalEvent['changes']): string[] => {
    const problems = changeOwn(row, changes);
    applyInverse(row, changes);
    return problems;
  };

  function publish(place: Place, id: string, changes: JournalEvent['changes']): string[] {
    const same = rows.get(keyOf({ uid: place.uid, id }));
    const old = same ?? versionOf(place);
    if (old) {
      if (same) return change(old, changes);
      rename(old, id);
      return change(old, changes);
    }
    // The commit may have moved the draft to another locale since.
    const draft = versionOf({ ...place, status: 'draft' }) ?? draftsBefore.get(placeKey(place));
    if (!draft) return ['there is no draft to publish'];
    // A first publication is its draft, but for what it tells.
    const row = add(place, id, copyOf(draft.values));
    const problems = change(row, changes);
    linkPublished(schemas, row, (uid, link) => {
      const target = rows.get(keyOf({ uid, id: link.id }));
      return target?.status === 'draft' ? versionOf({ ...target, status: 'published' }) : undefined;
    });
    return problems;
  }

  function remember(row: RowImage, changes: JournalEvent['changes']): string[] {
    const gone = copyOf(row);
    const problems = changeOwn(gone, changes);
    // Its permissions go along.
    delete gone.values[GRANTS];
    const left = untold(gone);
    remove(row);
    return [...problems, ...left.map((name) => `${name}: the deletion does not tell its value`)];
  }

  /** After a deletion nothing may be left: every value has been told. */
  const untold = (row: RowImage): string[] =>
    compared(schemas, row.uid)
      .filter(([name, shape]) => !isSame(shape.type, row.values[name], null))
      .map(([name]) => name);

  /**
   * Strapi links a publication from the live rows whose drafts link its draft. If one commit
   * unpublishes an entry and publishes it again, such a link exists before and after, without an event.
   */
  const linkAfter =
    (gone: RowImage) =>
    (row: RowImage): string | null => {
      const again = gone.status === 'published' ? versionOf(gone) : undefined;
      const draft = row.status === 'published' ? versionOf({ ...row, status: 'draft' }) : undefined;
      return again && draft && showsDocument(schemas, draft, gone) ? again.id : null;
    };

  function removeLive(place: Place, changes: JournalEvent['changes'], draft: RowImage): string[] {
    const live = versionOf({ ...place, status: 'published' });
    if (!live) return ['it was not published'];
    const reported = new Set(changes.map(({ path }) => path.split(/[.[]/, 1)[0]));
    const gone = copyOf(live);
    const problems = changeOwn(gone, changes);
    for (const [name, shape] of compared(schemas, live.uid)) {
      const problem = `${name}: the live ${JSON.stringify(gone.values[name])} is not told`;
      if (reported.has(name)) {
        if (!isSame(shape.type, gone.values[name], null)) problems.push(problem);
        continue;
      }
      const isAsDraft = () => agrees(name, shape, { live: gone, draft, removed });
      // A later event of the commit may change the draft.
      if (!isAsDraft()) checks.push(() => (isAsDraft() ? [] : [`${describe(live)} ${problem}`]));
    }
    remove(live);
    return problems;
  }

  function apply(event: JournalEvent): string[] {
    const { action, type: uid, id, documentId, locale, changes } = event;
    if (uid === null || id === null || !(uid in schemas) || event.outcome !== 'success') return [];
    const place = { uid, documentId, locale, status: event.status as RowImage['status'] };
    const row = rows.get(keyOf({ uid, id }));
    const written = (one: RowImage): string[] => [
      ...(uid === TRANSFER_TOKEN ? applyGrants(one, event.payload) : []),
      ...change(one, changes),
    ];
    switch (action.slice(action.lastIndexOf('.') + 1)) {
      case 'create':
      case 'clone':
      case 'register':
        if (row) return ['it was there already'];
        return written(add(place, id));
      case 'publish':
        return publish(place, id, changes);
      case 'unpublish': {
        if (!row) return ['it was not there'];
        if (changes.some(({ path }) => path === 'publishedAt')) return change(row, changes);
        const draft = versionOf({ ...place, status: 'draft' });
        return draft ? removeLive(place, changes, draft) : ['it had no draft: that is a deletion'];
      }
      case 'delete': {
        if (!row) return ['it was not there'];
        const isLive = wasPublished(event.payload);
        const own = changes.filter(({ path }) => !path.startsWith(LIVE));
        const ofLive = changes.filter(({ path }) => path.startsWith(LIVE)).map(inLive);
        const live = isLive ? removeLive(place, ofLive, row) : [];
        return [...live, ...remember(row, own)];
      }
      case 'draft-discard': {
        const old = versionOf(place);
        if (!old) return ['it was not there'];
        rename(old, id);
        return change(old, changes);
      }
      default: {
        if (uid === TRANSFER_TOKEN) return row ? written(row) : ['it was not there'];
        // What sums up the facts of a request changes nothing itself.
        if (changes.length === 0 && !action.startsWith('entry.')) return [];
        if (changes.length === 0) return ['it has no changes'];
        const updated = row ?? versionOf(place);
        if (!updated) return ['it was not there'];
        if (!row) rename(updated, id);
        return change(updated, changes);
      }
    }
  }

  return {
    /**
     * Applies the events of one commit.
     *
     * @param isUnlocked other operations ran at the same time, on a database whose deletions do not
     * lock the rows that link what they delete
     * @returns what was not as they say, in sentences
     */
    apply(commit: readonly JournalEvent[], isUnlocked = false): string[] {
      deletesLockNothing = isUnlocked;
      removed = [];
      [toLink, checks] = [[], []];
      const drafts = [...rows.values()].filter(({ status }) => status === 'draft');
      draftsBefore = new Map(drafts.map((row) => [placeKey(row), row]));
      told = new Set(commit.flatMap(toldBy));
      const problems = commit.flatMap((event) => {
        const { action, type, documentId, locale, status, id } = event;
        const name = [action, type, documentId ?? id, locale, status].filter(Boolean).join(' ');
        return apply(event).map((problem) => `${name}: ${problem}`);
      });
      for (const link of toLink) link();
      for (const gone of removed) moveLinks(schemas, rows.values(), gone, linkAfter(gone));
      return [...problems, ...checks.flatMap((check) => check())];
    },
    /** Compares with the real rows, and takes these over, so that one fault is told once. */
    compare(real: readonly RowImage[]): string[] {
      const problems: string[] = [];
      const left = new Map(rows);
      for (const row of real) {
        const replayed = left.get(keyOf(row));
        left.delete(keyOf(row));
        problems.push(...differences(schemas, replayed, row));
        rows.set(keyOf(row), copyOf(row));
      }
      for (const row of left.values()) {
        problems.push(`${describe(row)} is gone, and no event says so`);
        rows.delete(keyOf(row));
      }
      removedLately = new Set();
      return problems;
    },
  };
}

const LIVE = '[published].';

const inLive = (change: JournalEvent['changes'][number]) => ({
  ...change,
  path: change.path.slice(LIVE.length),
});
