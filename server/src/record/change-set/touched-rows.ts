import type { Row } from '../../event';
import type { Parts } from '../snapshots';
import type { Scope } from '../scope';

/** A row that a transaction wrote, and what it was before the first write to each part of it. */
export interface TouchedRow {
  readonly uid: string;
  readonly id: string;
  /** Null for a row that the transaction created. */
  before: Row | null;
  /** What `before` holds, or would hold if the row had existed. */
  parts: Set<string>;
  /** The row's own lock is held, so reading it again under a lock never waits. */
  isLocked: boolean;
  /**
   * For a row that the transaction created: components, media and relations that it was created
   * without. They need not be read as long as no other statement reaches the row.
   */
  empty: Parts;
  /** A statement deleted it. */
  isGone: boolean;
  readonly operation: string | null;
  readonly scope: Scope | undefined;
}

/** The rows of one transaction. */
export interface TouchedRows {
  get(uid: string, id: unknown): TouchedRow | undefined;
  add(row: Omit<TouchedRow, 'isGone' | 'empty'> & { empty?: Parts | undefined }): void;
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
  const rows = new Map<string, TouchedRow>();
  return {
    get: (uid, id) => rows.get(rowKey(uid, id)),
    add: ({ empty = NONE, ...row }) =>
      void rows.set(rowKey(row.uid, row.id), { ...row, empty, isGone: false }),
    complete(row, snapshot, parts) {
      if (row.before) row.before = { ...snapshot, ...row.before };
      for (const part of parts) row.parts.add(part);
    },
    take() {
      const all = [...rows.values()];
      rows.clear();
      return all;
    },
  };
}

export const rowKey = (uid: string, id: unknown): string => `${uid}:${String(id)}`;

/** The parts of `wanted` that the others lack. */
export const missingFrom = (parts: Parts, wanted: Parts): Parts =>
  new Set([...wanted].filter((part) => !parts.has(part)));

/** Groups of items that need the same parts, each with these parts. */
export function byParts<Item>(
  items: readonly Item[],
  partsOf: (item: Item) => Parts
): { parts: Parts; items: Item[] }[] {
  const groups = new Map<string, { parts: Parts; items: Item[] }>();
  for (const item of items) {
    const parts = partsOf(item);
    const key = [...parts].sort().join(' ');
    const group = groups.get(key) ?? { parts, items: [] };
    group.items.push(item);
    groups.set(key, group);
  }
  return [...groups.values()];
}
