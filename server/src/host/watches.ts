import type { Database } from '@strapi/database';
import type { Capture, RowChange, WatchOptions } from '../event';
import type { Statement } from './statement';

/** One source's interest in the rows of some models. */
export interface Watch extends WatchOptions {
  /** Every action that may come of it. */
  actions: readonly string[];
  matches(uid: string): boolean;
  describe(changes: RowChange[]): Capture[] | Promise<Capture[]>;
}

/** A join-table row counts as a write to the row that owns the relation. */
export interface JoinOwner {
  uid: string;
  /** The relation; for the table of a row's components, all attributes that may hold one. */
  attributes: readonly string[];
  column: string;
  /** The watch takes relations as they are written: the owner's own writes tell of them already. */
  isWritten: boolean;
}

/** Which writes matter, and to whom. */
export interface Watches {
  add(watch: Watch): void;
  /** Undefined where nobody asked, or where the configuration wants nothing that may come of it. */
  of(uid: string): Watch | undefined;
  /** The watched model that owns the rows of a join table. */
  ownerOf(table: string): JoinOwner | undefined;
}

/** @param mayCome whether the configuration wants anything of a watch, here and now */
export function createWatches(
  db: Database,
  mayCome: (watch: Watch, uid: string) => boolean
): Watches {
  const all: Watch[] = [];
  const byUid = new Map<string, Watch | undefined>();
  let owners: Map<string, JoinOwner> | undefined;

  const find = (uid: string): Watch | undefined => {
    if (!byUid.has(uid)) {
      byUid.set(
        uid,
        all.find((watch) => watch.matches(uid))
      );
    }
    return byUid.get(uid);
  };

  return {
    add(watch) {
      all.push(watch);
      byUid.clear();
      owners = undefined;
    },
    of(uid) {
      const watch = find(uid);
      return watch && mayCome(watch, uid) ? watch : undefined;
    },
    ownerOf(table) {
      owners ??= joinOwners(db, find);
      return owners.get(table);
    },
  };
}

/** The statement on the whole row with what the model's watch names, unless it takes what is written. */
export function withWatchedRelations<Kind extends Statement>(
  watches: Watches,
  statement: Kind
): Kind {
  const relations = watches.of(statement.uid)?.relations;
  return relations && relations !== 'written'
    ? { ...statement, attributes: new Set(relations), isWholeRow: true }
    : statement;
}

function joinOwners(db: Database, of: Watches['of']): Map<string, JoinOwner> {
  const owners = new Map<string, JoinOwner>();
  for (const [uid, meta] of db.metadata) {
    const relations = of(uid)?.relations;
    if (!relations) continue;
    const isWritten = relations === 'written';
    for (const attribute of isWritten ? Object.keys(meta.attributes) : relations) {
      const { joinTable, owner } = (meta.attributes[attribute] ?? {}) as JoinedAttribute;
      // A relation is told of by the side that owns it.
      if (!joinTable || (isWritten && owner === false)) continue;
      const { name, joinColumn } = joinTable;
      const known = owners.get(name);
      const attributes = isWritten && known?.uid === uid ? known.attributes : [];
      owners.set(name, {
        ...{ uid, isWritten, column: joinColumn.name },
        attributes: [...attributes, attribute],
      });
    }
  }
  return owners;
}

interface JoinedAttribute {
  owner?: boolean;
  joinTable?: { name: string; joinColumn: { name: string } };
}
