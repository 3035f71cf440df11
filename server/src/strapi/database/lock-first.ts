import type { Database } from '@strapi/database';
import type { Row } from '../../event';
import {
  attributesOf,
  currentOperation,
  rowsOf,
  type DocumentOperation,
} from '../../record/operation';
import { byIds, type SnapshotReader } from '../../record/snapshots';
import { idsIn } from '../../record/statement';
import type { Watches } from '../../record/watches';

export interface LockFirstDependencies {
  db: Database;
  snapshots: SnapshotReader;
  watches: Watches;
  hasDraftAndPublish(uid: string): boolean;
  isLocalized(uid: string): boolean;
  /** The locale that Strapi uses if none is named. */
  defaultLocale(): Promise<string | null>;
}

/**
 * On MySQL a transaction keeps seeing what its first read saw. A document action reads its row
 * before it writes it, so relations that another writer changed meanwhile would appear in their old
 * state. The row's lock is therefore taken before the transaction reads anything: the lock that the
 * action's own update waits for anyway.
 */
export interface LockFirst {
  /** Looks the rows up, before the action's transaction begins. Never rejects. */
  prepare(operation: DocumentOperation): Promise<void>;
  /** Locks them, if the caller is the first to read in that transaction. */
  take(): Promise<void>;
  /**
   * The same for one update of the query layer inside a code-opened transaction, which also begins
   * with a read. Null if there is nothing to lock.
   */
  takeOne(uid: string, where: Row | undefined, data: Row | undefined): Promise<unknown> | null;
}

export function createLockFirst(deps: LockFirstDependencies): LockFirst {
  const { db, snapshots } = deps;

  const hasRelated = (uid: string, attributes: ReadonlySet<string> | 'all'): boolean => {
    const long = snapshots.longColumns(uid);
    // Columns of the row itself are read under its lock, whenever that is taken.
    return [...snapshots.partsOf(uid, attributes)].some((part) => !long.has(part));
  };

  const lookUp = async (operation: DocumentOperation): Promise<readonly unknown[]> => {
    const { uid } = operation;
    const where = rowsOf(operation, deps.hasDraftAndPublish(uid));
    if (!where || !deps.watches.of(uid)) return [];
    if (!hasRelated(uid, attributesOf(operation))) return [];
    const isUnclear = operation.params().locale === undefined && deps.isLocalized(uid);
    if (isUnclear) where.locale = await deps.defaultLocale();
    return snapshots.ids(uid, { where: [where] });
  };

  return {
    async prepare(operation) {
      if (!snapshots.readsSnapshots || db.inTransaction()) return;
      try {
        operation.toLock = await lookUp(operation);
      } catch {
        // The action itself is about to report what is wrong with its parameters.
      }
    },
    async take() {
      const operation = currentOperation();
      const ids = operation?.toLock ?? [];
      if (!operation || ids.length === 0 || !db.inTransaction()) return;
      operation.toLock = [];
      operation.locked = new Set(ids.map(String));
      await snapshots.ids(operation.uid, byIds(ids), { lock: 'update' });
    },
    takeOne(uid, where, data) {
      if (!snapshots.readsSnapshots || !db.inTransaction() || !where || !data) return null;
      const ids = idsIn({ where: [where] });
      const operation = currentOperation();
      const locked = operation?.uid === uid ? operation.locked : undefined;
      if (ids?.every((id) => locked?.has(String(id)))) return null;
      const isWanted = ids !== null && hasRelated(uid, new Set(Object.keys(data)));
      return isWanted ? snapshots.ids(uid, byIds(ids), { lock: 'update' }) : null;
    },
  };
}
