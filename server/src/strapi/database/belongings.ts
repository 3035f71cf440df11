import type { Database } from '@strapi/database';
import type { GetModel, Row } from '../../event';
import { asyncContext } from '../../record/context';
import { attributesOf, currentOperation } from '../../record/operation';
import { idsIn, type Statement } from '../../record/statement';
import { rowsIn } from './statement-rows';
import { withWatchedRelations, type Watches } from '../../record/watches';
import type { QueryBuilder } from './query-builder';

export interface BelongingsDependencies {
  db: Database;
  watches: Watches;
  getModel: GetModel;
  /** Without the guard's own hooks. */
  createQueryBuilder(uid: string): QueryBuilder;
}

/** Rows that belong to rows of other models: components, and the rows of join tables. */
export interface Belongings {
  /**
   * What a write to such a row does to its owners, as updates of the owners. Nothing for rows that
   * Strapi writes as part of a write to their owner, which has its own statement.
   */
  ownersOf(statement: Statement, builder: QueryBuilder): Promise<Statement[]>;
  /**
   * The rows that hold links to these, as updates of them; a bidirectional link counts for its
   * owner.
   */
  holdersOf(uid: string, ids: readonly unknown[], builder: QueryBuilder): Promise<Statement[]>;
}

/** A table that stores which components a row has. */
interface ComponentTable {
  ownerUid: string;
  table: string;
  ownerColumn: string;
  componentColumn: string;
}

/** A table that holds the links of one relation, by its target. */
interface LinkTable {
  ownerUid: string;
  attribute: string;
  table: string;
  ownerColumn: string;
  linkColumn: string;
}

const TYPE_COLUMN = 'component_type';
const FIELD_COLUMN = 'field';
/** No real content nests components deeper; guards against one that contains itself. */
const MAX_DEPTH = 8;

export function createBelongings(deps: BelongingsDependencies): Belongings {
  const { db, watches, getModel } = deps;
  let tables: Map<string, ComponentTable[]> | undefined;
  let linkTables: Map<string, LinkTable[]> | undefined;

  const select = async (
    table: string,
    columns: string[],
    where: Row,
    { state }: QueryBuilder
  ): Promise<Row[]> => {
    const query = deps.createQueryBuilder(table).select(columns).where(where);
    if (state.transaction) query.transacting(state.transaction);
    return (await query.execute({ mapResults: false })) as Row[];
  };

  /** The values of a column in the rows that the statement is about to write. */
  const valuesOf = async (
    { type }: Statement,
    builder: QueryBuilder,
    column: string
  ): Promise<unknown[]> => {
    const { state } = builder;
    if (type === 'insert') return rowsIn(state.data).map((row) => row[column]);
    const named = idsIn({ where: state.where.map((where) => ({ id: where[column] }) as Row) });
    const isPlain = !state.filters && state.where.every((where) => Object.keys(where).length === 1);
    if (named && isPlain) return [...named];
    const probe = builder.clone().select(column);
    probe.state.increments = [];
    probe.state.decrements = [];
    return ((await probe.execute({ mapResults: false })) as Row[]).map((row) => row[column]);
  };

  const update = (uid: string, ids: readonly unknown[], attributes: readonly string[]) =>
    withWatchedRelations(watches, {
      uid,
      type: 'update' as const,
      isOnOwner: true,
      where: [{ id: { $in: [...new Set(ids)] } }],
      attributes: new Set(attributes),
    });

  const ownersOfComponents = async (
    uid: string,
    ids: readonly unknown[],
    builder: QueryBuilder,
    depth = 0
  ): Promise<Statement[]> => {
    tables ??= componentTables(db, getModel);
    const owners: Statement[] = [];
    if (ids.length === 0 || depth > MAX_DEPTH) return owners;
    for (const { ownerUid, table, ownerColumn, componentColumn } of tables.get(uid) ?? []) {
      const where = { [componentColumn]: { $in: [...ids] }, [TYPE_COLUMN]: uid };
      const rows = await select(table, [ownerColumn, FIELD_COLUMN], where, builder);
      if (rows.length === 0) continue;
      const ownerIds = rows.map((row) => row[ownerColumn]);
      const isComponent = tables.has(ownerUid);
      if (isComponent) {
        owners.push(...(await ownersOfComponents(ownerUid, ownerIds, builder, depth + 1)));
      } else if (watches.of(ownerUid)) {
        const fields = rows.map((row) => String(row[FIELD_COLUMN]));
        owners.push(update(ownerUid, ownerIds, fields));
      }
    }
    return owners;
  };

  return {
    async holdersOf(uid, ids, builder) {
      const holders: Statement[] = [];
      linkTables ??= tablesOfLinks(db);
      tables ??= componentTables(db, getModel);
      for (const { ownerUid, attribute, table, ownerColumn, linkColumn } of linkTables.get(uid) ??
        []) {
        const isComponent = tables.has(ownerUid);
        if (!isComponent && !watches.of(ownerUid)) continue;
        const rows = await select(
          table,
          [ownerColumn],
          { [linkColumn]: { $in: [...ids] } },
          builder
        );
        if (rows.length === 0) continue;
        const found = rows.map((row) => row[ownerColumn]);
        if (isComponent) holders.push(...(await ownersOfComponents(ownerUid, found, builder)));
        else holders.push(update(ownerUid, found, [attribute]));
      }
      return holders;
    },

    async ownersOf(statement, builder) {
      const owner = watches.ownerOf(statement.uid);
      if (owner) {
        if (!watches.of(owner.uid) || (owner.isWritten && isPartOfItsOwner())) return [];
        const ids = await valuesOf(statement, builder, owner.column);
        return ids.length > 0 ? [update(owner.uid, ids, owner.attributes)] : [];
      }
      tables ??= componentTables(db, getModel);
      // An inserted row has no owner yet.
      const isComponent = statement.type !== 'insert' && tables.has(statement.uid);
      if (!isComponent || isPartOfItsOwner()) return [];
      const ids = idsIn(statement) ?? (await valuesOf(statement, builder, 'id'));
      return ownersOfComponents(statement.uid, ids, builder);
    },
  };

  /** Whether Strapi itself is writing an entry's components and relations as part of the entry. */
  function isPartOfItsOwner(): boolean {
    const { call, isAside } = asyncContext();
    if (call) return true;
    const operation = currentOperation();
    if (!operation || isAside) return false;
    const attributes = attributesOf(operation);
    if (attributes === 'all' || operation.isOver) return true;
    const model = getModel(operation.uid)?.attributes ?? {};
    return [...attributes].some((name) =>
      ['component', 'dynamiczone'].includes(model[name]?.type ?? '')
    );
  }
}

function componentTables(db: Database, getModel: GetModel): Map<string, ComponentTable[]> {
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

function tablesOfLinks(db: Database): Map<string, LinkTable[]> {
  const tables = new Map<string, LinkTable[]>();
  for (const [ownerUid, meta] of db.metadata) {
    for (const [attribute, relation] of Object.entries(meta.attributes)) {
      const { type, target, mappedBy, joinTable } = relation as LinkAttribute;
      if (type !== 'relation' || !target || mappedBy || !joinTable?.inverseJoinColumn) continue;
      const table = {
        ownerUid,
        attribute,
        table: joinTable.name,
        ownerColumn: joinTable.joinColumn.name,
        linkColumn: joinTable.inverseJoinColumn.name,
      };
      tables.set(target, [...(tables.get(target) ?? []), table]);
    }
  }
  return tables;
}

interface LinkAttribute extends ComponentAttribute {
  type: string;
  target?: string;
  mappedBy?: string;
}

interface ComponentAttribute {
  joinTable?: {
    name: string;
    joinColumn: { name: string };
    inverseJoinColumn?: { name: string };
    morphColumn?: { idColumn: { name: string } };
  };
}
