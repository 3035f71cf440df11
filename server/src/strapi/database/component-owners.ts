import type { Database } from '@strapi/database';
import type { GetModel } from '../../event';
import type { Statement } from '../../record/statement';
import { withWatchedRelations, type Watches } from '../../record/watches';
import type { SelectRows } from './join-rows';

export interface ComponentOwnersDependencies {
  watches: Watches;
  /** The tables of each component. */
  tables(): ReadonlyMap<string, readonly ComponentTable[]>;
  select: SelectRows;
}

/** Which rows have a component, through all components that it is nested in. */
export interface ComponentOwners {
  isComponent(uid: string): boolean;
  /** Whether rows of a watched model can have it. */
  isWatched(uid: string): boolean;
  /** The watched rows that have one of these, as updates of them. */
  of(uid: string, ids: readonly unknown[]): Promise<Statement[]>;
  /** Rows of a model as updates of them; of a component, as updates of its owners. */
  updatesOf(
    uid: string,
    ids: readonly unknown[],
    attributes: readonly string[]
  ): Promise<Statement[]>;
}

/** A table that stores which components a row has. */
export interface ComponentTable {
  ownerUid: string;
  table: string;
  ownerColumn: string;
  componentColumn: string;
}

const TYPE_COLUMN = 'component_type';
const FIELD_COLUMN = 'field';
/** No real content nests components deeper; guards against one that contains itself. */
const MAX_DEPTH = 8;

export function createComponentOwners({
  watches,
  tables,
  select,
}: ComponentOwnersDependencies): ComponentOwners {
  const isWatched = (uid: string, depth = 0): boolean =>
    depth <= MAX_DEPTH &&
    (tables().get(uid) ?? []).some(
      ({ ownerUid }) => watches.of(ownerUid) !== undefined || isWatched(ownerUid, depth + 1)
    );

  const update = (uid: string, ids: readonly unknown[], attributes: readonly string[]) =>
    withWatchedRelations(watches, {
      uid,
      type: 'update' as const,
      isOnOwner: true,
      where: [{ id: { $in: [...new Set(ids)] } }],
      attributes: new Set(attributes),
    });

  const ownersOf = async (
    uid: string,
    ids: readonly unknown[],
    depth = 0
  ): Promise<Statement[]> => {
    const owners: Statement[] = [];
    if (ids.length === 0 || depth > MAX_DEPTH) return owners;
    for (const { ownerUid, table, ownerColumn, componentColumn } of tables().get(uid) ?? []) {
      const isNested = tables().has(ownerUid);
      if (!isNested && !watches.of(ownerUid)) continue;
      const by = { column: componentColumn, ids, on: { [TYPE_COLUMN]: uid } };
      const rows = await select(table, [ownerColumn, FIELD_COLUMN], by);
      if (rows.length === 0) continue;
      const ownerIds = rows.map((row) => row[ownerColumn]);
      if (isNested) owners.push(...(await ownersOf(ownerUid, ownerIds, depth + 1)));
      else
        owners.push(
          update(
            ownerUid,
            ownerIds,
            rows.map((row) => String(row[FIELD_COLUMN]))
          )
        );
    }
    return owners;
  };

  return {
    isComponent: (uid) => tables().has(uid),
    isWatched: (uid) => isWatched(uid),
    of: (uid, ids) => ownersOf(uid, ids),
    async updatesOf(uid, ids, attributes) {
      if (ids.length === 0) return [];
      if (tables().has(uid)) return ownersOf(uid, ids);
      return watches.of(uid) ? [update(uid, ids, attributes)] : [];
    },
  };
}

/** The tables in which rows have each component. */
export function componentTablesOf(db: Database, getModel: GetModel): Map<string, ComponentTable[]> {
  const tables = new Map<string, ComponentTable[]>();
  for (const [ownerUid, meta] of db.metadata) {
    const schema = getModel(ownerUid)?.attributes ?? {};
    for (const [name, { type, component, components = [] }] of Object.entries(schema)) {
      if (type !== 'component' && type !== 'dynamiczone') continue;
      const { joinTable } = (meta.attributes[name] ?? {}) as ComponentAttribute;
      const componentColumn =
        joinTable?.inverseJoinColumn?.name ?? joinTable?.morphColumn?.idColumn.name;
      if (!joinTable || !componentColumn) continue;
      const table = {
        ownerUid,
        table: joinTable.name,
        componentColumn,
        ownerColumn: joinTable.joinColumn.name,
      };
      for (const uid of component ? [component] : components) {
        const known = tables.get(uid) ?? [];
        // All attributes of a model share one table.
        if (!known.some((other) => other.table === table.table)) tables.set(uid, [...known, table]);
      }
    }
  }
  return tables;
}

interface ComponentAttribute {
  joinTable?: {
    name: string;
    joinColumn: { name: string };
    inverseJoinColumn?: { name: string };
    morphColumn?: { idColumn: { name: string } };
  };
}
