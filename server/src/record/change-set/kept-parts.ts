import type { Row } from '../../event';
import type { Parts } from '../snapshots';
import { missingFrom, rowKey, type TouchedRow } from './touched-rows';

/** Parts of rows as they were before a transaction changed them along with other rows. */
export interface KeptParts {
  partsOf(uid: string, id: unknown): Parts;
  /** Values already known of the row are older, and stay. */
  add(uid: string, row: Row, parts: Parts): void;
  /** Puts them into the snapshots of rows that were read later; forgets them. */
  restore(rows: readonly TouchedRow[]): void;
}

const NONE: Parts = new Set();

export function createKeptParts(): KeptParts {
  const rows = new Map<string, Map<string, unknown>>();
  return {
    partsOf: (uid, id) => new Set(rows.get(rowKey(uid, id))?.keys() ?? NONE),
    add(uid, row, parts) {
      const key = rowKey(uid, row.id);
      const values = rows.get(key) ?? new Map<string, unknown>();
      for (const part of missingFrom(new Set(values.keys()), parts)) values.set(part, row[part]);
      rows.set(key, values);
    },
    restore(touched) {
      if (rows.size === 0) return;
      for (const { uid, id, before, parts } of touched) {
        for (const [part, value] of rows.get(rowKey(uid, id)) ?? []) {
          if (before && parts.has(part)) before[part] = value;
        }
      }
      rows.clear();
    },
  };
}
