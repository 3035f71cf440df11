import type { Row } from '../../event';
import type { DocumentOperation } from '../operation';
import type { Parts } from '../snapshots';
import type { Scope } from '../scope';

/** A row that a transaction wrote, and what it was before the first write to each part of it. */
export interface TouchedRow {
  readonly uid: string;
  readonly id: string;
  /** Null for a row that the transaction created. */
  before: Row | null;
  /**
   * What `before` holds, or would hold if the row had existed. Rows of one statement share the set, so
   * it is replaced and never changed.
   */
  parts: Parts;
  /** The row's own lock is held, so reading it again under a lock never waits. */
  isLocked: boolean;
  /**
   * For a row that the transaction created: components, media and relations that it was created
   * without. They need not be read as long as no other statement reaches the row.
   */
  empty: Parts;
  /** A statement deleted it. */
  isGone: boolean;
  /** The action of the first write to it: if the transaction created it, the one that did. */
  readonly operation: DocumentOperation | undefined;
  /** The action that deleted it. */
  goneIn: DocumentOperation | undefined;
  readonly scope: Scope | undefined;
}

/** Behind which mark each was noted. */
interface Noted extends TouchedRow {
  readonly since: number;
  goneSince: number;
  buriedSince: number;
  lockedSince: number;
}

/** The rows of one transaction. */
export interface TouchedRows {
  get(uid: string, id: unknown): TouchedRow | undefined;
  add(row: Omit<TouchedRow, 'isGone' | 'goneIn' | 'empty'> & { empty?: Parts | undefined }): void;
  /**
   * Adds what was read of a row that is known already. Known values are older, and stay; for a part
   * not written yet, the row still holds the value from before.
   */
  complete(row: TouchedRow, snapshot: Row, parts: Parts): void;
  /** Notes that an action deleted a row, or that a statement meant to and may not have. */
  remove(row: TouchedRow, operation: DocumentOperation | undefined, isGone: boolean): void;
  /** Notes that a row is gone for good, and that its id comes back with another. */
  bury(row: TouchedRow): void;
  /** Notes that the transaction holds the lock of a row. */
  lock(row: TouchedRow): void;
  /** What is noted from now on is behind this mark. */
  mark(): number;
  /** Forgets what was noted behind a mark; 0 is the beginning. */
  undoTo(mark: number): void;
  /** Returns and forgets all of them. */
  take(): TouchedRow[];
}

const NONE: Parts = new Set();

export function createTouchedRows(): TouchedRows {
  // A statement may write thousands of rows: a text of uid and id for each lookup would show.
  const byUid = new Map<string, Map<string, Noted>>();
  let buried: Noted[] = [];
  let marks = 0;

  const put = (row: Noted): void => {
    const rows = byUid.get(row.uid) ?? new Map<string, Noted>();
    if (rows.size === 0) byUid.set(row.uid, rows);
    rows.set(row.id, row);
  };

  function undoRow(row: Noted, mark: number): void {
    if (row.goneSince >= mark) Object.assign(row, { isGone: false, goneIn: undefined });
    // Some databases release the locks that were taken since.
    if (row.lockedSince >= mark) row.isLocked = false;
  }

  return {
    get: (uid, id) => byUid.get(uid)?.get(String(id)),
    add({ uid, id, before, parts, isLocked, empty = NONE, operation, scope }) {
      const written = { uid, id, before, parts, isLocked, empty, operation, scope };
      const since = { since: marks, goneSince: marks, buriedSince: marks, lockedSince: marks };
      put({ ...written, isGone: false, goneIn: undefined, ...since });
    },
    complete(row, snapshot, parts) {
      if (row.before) row.before = { ...snapshot, ...row.before };
      row.parts = joined(row.parts, parts);
    },
    remove(row, operation, isGone) {
      row.goneIn = operation;
      if (row.isGone || !isGone) return;
      Object.assign(row, { isGone, goneSince: marks });
    },
    bury(row) {
      byUid.get(row.uid)?.delete(row.id);
      buried.push(Object.assign(row as Noted, { buriedSince: marks }));
    },
    lock(row) {
      if (!row.isLocked) Object.assign(row, { isLocked: true, lockedSince: marks });
    },
    mark: () => (marks += 1),
    undoTo(mark) {
      for (const rows of byUid.values()) {
        for (const row of rows.values()) {
          if (row.since >= mark) rows.delete(row.id);
          else undoRow(row, mark);
        }
      }
      for (const row of buried.filter(({ buriedSince }) => buriedSince >= mark)) {
        undoRow(row, mark);
        if (row.since < mark) put(row);
      }
      buried = buried.filter(({ buriedSince }) => buriedSince < mark);
    },
    take() {
      const all = [
        ...buried.splice(0),
        ...[...byUid.values()].flatMap((rows) => [...rows.values()]),
      ];
      byUid.clear();
      return all;
    },
  };
}

/** The parts of both: the first set itself if it has all of them. */
export function joined(parts: Parts, more: Parts): Parts {
  for (const part of more) if (!parts.has(part)) return new Set([...parts, ...more]);
  return parts;
}

export const rowKey = (uid: string, id: unknown): string => `${uid}:${String(id)}`;

/** The parts of `wanted` that the others lack. */
export const missingFrom = (parts: Parts, wanted: Parts): Parts =>
  parts.size === 0 ? wanted : new Set([...wanted].filter((part) => !parts.has(part)));

/** Groups of items that need the same parts, each with these parts. */
export function byParts<Item>(
  items: readonly Item[],
  partsOf: (item: Item) => Parts
): { parts: Parts; items: Item[] }[] {
  const groups = new Map<string, { parts: Parts; items: Item[] }>();
  // Most items have the very same set.
  const bySet = new Map<Parts, { parts: Parts; items: Item[] }>();
  const groupOf = (parts: Parts) => {
    const key = [...parts].sort().join(' ');
    const group = groups.get(key) ?? { parts, items: [] };
    groups.set(key, group);
    bySet.set(parts, group);
    return group;
  };
  for (const item of items) {
    const parts = partsOf(item);
    (bySet.get(parts) ?? groupOf(parts)).items.push(item);
  }
  return [...groups.values()];
}
