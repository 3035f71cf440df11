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

/** The rows of one transaction. */
export interface TouchedRows {
  get(uid: string, id: unknown): TouchedRow | undefined;
  add(row: Omit<TouchedRow, 'isGone' | 'goneIn' | 'empty'> & { empty?: Parts | undefined }): void;
  /**
   * Adds what was read of a row that is known already. Known values are older, and stay; for a part
   * not written yet, the row still holds the value from before.
   */
  complete(row: TouchedRow, snapshot: Row, parts: Parts): void;
  /** Returns and forgets all of them. */
  take(): TouchedRow[];
}

const NONE: Parts = new Set();

export function createTouchedRows(): TouchedRows {
  // A statement may write thousands of rows: a text of uid and id for each lookup would show.
  const byUid = new Map<string, Map<string, TouchedRow>>();
  return {
    get: (uid, id) => byUid.get(uid)?.get(String(id)),
    add({ uid, id, before, parts, isLocked, empty = NONE, operation, scope }) {
      const rows = byUid.get(uid) ?? new Map<string, TouchedRow>();
      if (rows.size === 0) byUid.set(uid, rows);
      const written = { uid, id, before, parts, isLocked, empty, operation, scope };
      rows.set(id, { ...written, isGone: false, goneIn: undefined });
    },
    complete(row, snapshot, parts) {
      if (row.before) row.before = { ...snapshot, ...row.before };
      row.parts = joined(row.parts, parts);
    },
    take() {
      const all = [...byUid.values()].flatMap((rows) => [...rows.values()]);
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
