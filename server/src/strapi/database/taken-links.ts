import type { Database } from '@strapi/database';
import type { Row } from '../../event';
import { byIds, type SnapshotReader } from '../../record/snapshots';
import type { ChangeSet } from '../../record/change-set/change-set';
import { bothSidesOf, type BothSides } from '../../record/relation-sides';
import { idsIn, type Statement } from '../../record/statement';
import type { Watches } from '../../record/watches';

export interface TakenLinkDependencies {
  db: Database;
  snapshots: SnapshotReader;
  watches: Watches;
}

/** What `db.query(uid).create/update` was called with. */
export interface RelationWrite {
  uid: string;
  data: Row;
  /** Other actions share the transaction. */
  isShared: boolean;
}

/** More links of one relation than these get no event each on their other sides. */
const MAX_ROWS = 1_000;
const NONE: ReadonlySet<string> = new Set();

/**
 * A row with a single parent loses it when another parent takes it. Strapi removes the old link
 * with a separate statement, past its query builder. So the rows that lose a link are read before
 * the write: the old parents, and the children whose parent changes. The change set treats both as
 * written, and they get the changes.
 *
 * A link that was free, or is only given up, changes these two rows alone; the event of the written
 * row reports it, and the other side gets none. Where that event shows no such links,
 * `other-sides.ts` has told them already.
 */
export async function readTakenLinks(
  deps: TakenLinkDependencies,
  changes: ChangeSet,
  statement: Statement,
  { uid, data, isShared }: RelationWrite
): Promise<void> {
  const { snapshots, watches } = deps;
  const named = bothSidesOf(deps.db.metadata.get(uid)).filter(([name]) => name in data);
  for (const [attribute, { target }] of named) {
    changes.reach(target, linkedIds(data[attribute]));
  }
  const elsewhere = new Set(watches.shownByTargets(uid).map(([name]) => name));
  const written = named.filter(([name]) => !elsewhere.has(name));
  const own = new Set((statement.type === 'update' ? idsIn(statement) : null)?.map(String));
  for (const [attribute, { target, inverse, isExclusive }] of written) {
    if (!isExclusive) continue;
    const ids = linkedIds(data[attribute]).slice(0, MAX_ROWS);
    if (ids.length === 0) continue;
    const where = [{ [attribute]: { id: { $in: ids } } }];
    const owners = await snapshots.ids(uid, { where }, { limit: MAX_ROWS });
    const others = owners.filter((id) => !own.has(String(id)));
    if (others.length === 0) continue;

    const [row] = own.size > 0 ? await snapshots.read(uid, byIds([...own]), NONE) : [data];
    const losers = (
      await snapshots.read(uid, byIds(others), snapshots.partsOf(uid, new Set([attribute])))
    ).filter(({ documentId }) => documentId === undefined || documentId !== row?.documentId);
    const had = new Set(losers.flatMap((loser) => linkedIds(loser[attribute]).map(String)));
    const children = ids.filter((id) => had.has(String(id)));
    await touch(
      changes,
      uid,
      attribute,
      losers.map(({ id }) => id)
    );
    if (watches.of(target)) await touch(changes, target, inverse, children);
  }
  if (isShared) await keepOtherSide(deps, changes, [...own], { data, written });
}

/**
 * Links written from the side that does not own them: if the transaction writes the other side as
 * well, the event of that side begins with the links it had before.
 */
async function keepOtherSide(
  { snapshots, watches }: TakenLinkDependencies,
  changes: ChangeSet,
  own: readonly string[],
  { data, written }: { data: Row; written: readonly (readonly [string, BothSides])[] }
): Promise<void> {
  for (const [name, { target, inverse, isMapped }] of written) {
    if (!isMapped || !watches.of(target)) continue;
    const where = [{ [inverse]: { id: { $in: own } } }];
    const linked =
      own.length > 0 ? await snapshots.ids(target, { where }, { limit: MAX_ROWS }) : [];
    const ids = [...new Set([...linked, ...linkedIds(data[name])])];
    if (ids.length > 0) await changes.keep(updateOf(target, inverse, ids));
  }
}

async function touch(
  changes: ChangeSet,
  uid: string,
  attribute: string,
  ids: readonly unknown[]
): Promise<void> {
  if (ids.length > 0) await changes.before(updateOf(uid, attribute, ids));
}

const updateOf = (uid: string, attribute: string, ids: readonly unknown[]): Statement => ({
  uid,
  type: 'update',
  isOnOwner: true,
  where: [{ id: { $in: ids } }],
  attributes: new Set([attribute]),
});

/**
 * The ids that a relation's value connects, in any of the forms that Strapi's query layer takes.
 */
export function linkedIds(value: unknown): (number | string)[] {
  if (typeof value === 'number' || typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(linkedIds);
  if (typeof value !== 'object' || value === null) return [];
  const { id, set, connect } = value as Record<string, unknown>;
  return id === undefined ? [set, connect].flatMap(linkedIds) : linkedIds(id);
}
