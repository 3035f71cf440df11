import type { Database } from '@strapi/database';
import type { Capture, RowChange, WatchedModels, WatchOptions } from '../event';
import { matcherOf } from '../event';
import { bothSidesOf, relationNamesOf, shownByMorphs, type BothSides } from './relation-sides';
import type { Statement } from './statement';

/** One source's interest in the rows of some models. */
export interface Watch extends WatchOptions {
  /** The source's name. */
  source: string;
  /** Every action that it may record. */
  actions: readonly string[];
  models: WatchedModels;
  describe(changes: RowChange[]): Capture[] | Promise<Capture[]>;
}

/** A join-table row counts as a write to the row that owns the relation. */
export interface JoinOwner {
  uid: string;
  /** The relation; for the table of a row's components, all attributes that may hold one. */
  attributes: readonly string[];
  column: string;
  /** The watch takes relations as they are written: the owner's own writes already report them. */
  isWritten: boolean;
}

/** Which writes matter, and to which watch: of several watches of a model, the most specific. */
export interface Watches {
  add(watch: Watch): void;
  /**
   * Call when all are added.
   *
   * @throws Error that names two sources and the model if neither is more specific
   */
  check(): void;
  /** Undefined without a watch, or if the configuration wants none of its actions. */
  of(uid: string): Watch | undefined;
  /** The watched model that owns the rows of a join table. */
  ownerOf(table: string): JoinOwner | undefined;
  /** Relations whose links only the events of their targets show, by their names. */
  shownByTargets(uid: string): readonly (readonly [name: string, BothSides])[];
  /** Those among the attributes that a write names whose links no event of another row shows. */
  shownByNoOther(uid: string, attributes: ReadonlySet<string> | 'all'): string[];
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
    if (!byUid.has(uid)) byUid.set(uid, mostSpecific(all, uid));
    return byUid.get(uid);
  };

  const of = (uid: string): Watch | undefined => {
    const watch = find(uid);
    return watch && mayCome(watch, uid) ? watch : undefined;
  };

  const shows = (uid: string, attribute: string): boolean => {
    const relations = of(uid)?.relations;
    return relations === 'written' || relations?.includes(attribute) === true;
  };

  // A type that would show what is written, but is left out by the options, is not even read.
  const shownByTargets: Watches['shownByTargets'] = (uid) =>
    find(uid)?.relations === 'written'
      ? []
      : bothSidesOf(db.metadata.get(uid)).filter(
          ([name, { target, inverse }]) => !shows(uid, name) && shows(target, inverse)
        );

  return {
    add(watch) {
      all.push(watch);
      byUid.clear();
      owners = undefined;
    },
    check() {
      for (const uid of db.metadata.keys()) find(uid);
    },
    of,
    ownerOf(table) {
      owners ??= joinOwners(db, find);
      return owners.get(table);
    },
    shownByTargets,
    shownByNoOther(uid, attributes) {
      const elsewhere = new Set(shownByTargets(uid).map(([name]) => name));
      const names = relationNamesOf(db.metadata.get(uid));
      const written =
        attributes === 'all'
          ? [...names.values()]
          : [...attributes].flatMap((attribute) => names.get(attribute) ?? []);
      return written.filter(
        (name) => !elsewhere.has(name) && !shownByMorphs(db.metadata).has(`${uid} ${name}`)
      );
    },
  };
}

/**
 * How specifically a watch names a model: by its uid, by a pattern (its number of letters), or by a
 * rule (zero). Null: not at all.
 */
function specificity({ models }: Watch, uid: string): number | null {
  if (typeof models === 'function') return models(uid) ? -1 : null;
  const letters = models
    .filter((pattern) => matcherOf(pattern)(uid))
    .map((pattern) => (pattern === uid ? Infinity : pattern.replaceAll('*', '').length));
  return letters.length > 0 ? Math.max(...letters) : null;
}

function mostSpecific(all: readonly Watch[], uid: string): Watch | undefined {
  const ranked = all
    .flatMap((watch) => {
      const rank = specificity(watch, uid);
      return rank === null ? [] : [{ watch, rank }];
    })
    .sort((one, other) => other.rank - one.rank);
  const [first, second] = ranked;
  if (first && second && first.rank === second.rank) {
    throw new Error(`[audit-trail] ${conflictOf(first.watch.source, second.watch.source, uid)}`);
  }
  return first?.watch;
}

const conflictOf = (one: string, other: string, uid: string): string =>
  one === other
    ? `The source "${one}" watches ${uid} twice. Describe its changes in one place.`
    : `The sources "${one}" and "${other}" both watch ${uid}. Leave it to one of them, or name it ` +
      'more exactly in one.';

/**
 * The statement on the whole row, unless the watch takes relations as written: with those that the
 * watch names, and those that it writes and that no other row's event would show.
 */
export function withWatchedRelations<Kind extends Statement>(
  watches: Watches,
  statement: Kind
): Kind {
  const { uid, type, attributes } = statement;
  const relations = watches.of(uid)?.relations;
  if (!relations || relations === 'written') return statement;
  // A deletion says enough.
  const written = type === 'delete' ? [] : watches.shownByNoOther(uid, attributes);
  return { ...statement, attributes: new Set([...relations, ...written]), isWholeRow: true };
}

function joinOwners(db: Database, of: Watches['of']): Map<string, JoinOwner> {
  const owners = new Map<string, JoinOwner>();
  for (const [uid, meta] of db.metadata) {
    const relations = of(uid)?.relations;
    if (!relations) continue;
    const isWritten = relations === 'written';
    for (const attribute of isWritten ? Object.keys(meta.attributes) : relations) {
      const { joinTable, owner } = (meta.attributes[attribute] ?? {}) as JoinedAttribute;
      // A relation is reported by the side that owns it.
      if (!joinTable || (isWritten && owner === false)) continue;
      const { name, joinColumn } = joinTable;
      const known = owners.get(name);
      const attributes = isWritten && known?.uid === uid ? known.attributes : [];
      owners.set(name, {
        uid,
        isWritten,
        column: joinColumn.name,
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
