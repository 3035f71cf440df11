import type { Database } from '@strapi/database';
import type { GetModel, Row } from '../../event';
import { asyncContext } from '../../record/context';
import { attributesOf, currentOperation } from '../../record/operation';
import { idsIn, type Statement } from '../../record/statement';
import type { Watches } from '../../record/watches';
import { componentTablesOf, createComponentOwners, type ComponentTable } from './component-owners';
import { rowsWrittenBy, type SelectRows } from './join-rows';
import { joinTablesOf, tablesOfLinks } from './link-tables';
import { looseLinksTo } from './loose-links';
import { createMorphLinks } from './morph-links';
import type { QueryBuilder } from './query-builder';
import { rowsIn } from './statement-rows';

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
  /** The rows that lose their links to these if others take the place of these. */
  losersOf(uid: string, ids: readonly unknown[], builder: QueryBuilder): Promise<Statement[]>;
  /** Whether code writes a component of watched rows by itself. */
  isComponentAlone(uid: string): boolean;
  /** The rows that have a component, as updates of them. */
  ownersOfComponent(uid: string, id: unknown): Promise<Statement[]>;
  /** Whether rows of the model show their links in the rows that these name, such as files. */
  hasMorphLinks(uid: string): boolean;
  /**
   * The rows that show such a link before or after these rows are written with this data; all that
   * show one without data.
   */
  morphHolders(uid: string, ids: readonly unknown[], data: Row | null): Promise<Statement[]>;
}

/** Far below what any database can bind. */
const IDS_PER_QUERY = 1_000;

export function createBelongings(deps: BelongingsDependencies): Belongings {
  const { db, watches, getModel } = deps;
  let known: Map<string, ComponentTable[]> | undefined;
  const tables = () => (known ??= componentTablesOf(db, getModel));

  const selectIn =
    (transaction: QueryBuilder['state']['transaction']): SelectRows =>
    async (table, columns, { column, ids, on }) => {
      const found: Row[] = [];
      for (let at = 0; at < ids.length; at += IDS_PER_QUERY) {
        const where = { ...on, [column]: { $in: ids.slice(at, at + IDS_PER_QUERY) } };
        const query = deps
          .createQueryBuilder(table)
          .select([...columns])
          .where(where);
        if (transaction) query.transacting(transaction);
        for (const row of (await query.execute({ mapResults: false })) as Row[]) found.push(row);
      }
      return found;
    };

  /** What looks rows up in the transaction of a builder, or in the one that is running. */
  const lookUp = (transaction: QueryBuilder['state']['transaction'] = null) => {
    const select = selectIn(transaction);
    const owners = createComponentOwners({ watches, tables, select });
    return { select, owners, morphs: createMorphLinks({ db, watches, owners, select }) };
  };
  const here = lookUp();

  /** The owners of the rows of a join table. */
  const ownersOfJoined = async (
    statement: Statement,
    builder: QueryBuilder,
    { select, owners }: ReturnType<typeof lookUp>
  ): Promise<Statement[]> => {
    const watched = watches.ownerOf(statement.uid);
    const table = watched ?? joinTablesOf(db.metadata).get(statement.uid);
    if (!table) return [];
    const uid = 'uid' in table ? table.uid : table.ownerUid;
    if (watched ? !watches.of(uid) : !owners.isWatched(uid)) return [];
    if ((watched?.isWritten ?? true) && isPartOfItsOwner(statement.uid)) return [];
    const rows = await rowsWrittenBy(statement, builder, [table.column], select);
    const ids = rows.map((row) => row[table.column]);
    return owners.updatesOf(uid, ids, watched?.attributes ?? []);
  };

  return {
    async holdersOf(uid, ids, { state }) {
      const { select, owners, morphs } = lookUp(state.transaction);
      const holders = await morphs.holdersOf(uid, ids);
      for (const { ownerUid, attribute, table, ownerColumn, linkColumn } of tablesOfLinks(
        db.metadata
      ).get(uid) ?? []) {
        if (!owners.isWatched(ownerUid) && !watches.of(ownerUid)) continue;
        const rows = await select(table, [ownerColumn], { column: linkColumn, ids });
        const found = rows.map((row) => row[ownerColumn]);
        holders.push(...(await owners.updatesOf(ownerUid, found, [attribute])));
      }
      return holders;
    },

    async losersOf(uid, ids, { state }) {
      const { select, owners } = lookUp(state.transaction);
      const losers: Statement[] = [];
      for (const links of looseLinksTo(db.metadata, uid)) {
        const { ownerUid, attribute, table, ownerColumn, idColumn, typeColumn } = links;
        if (!owners.isWatched(ownerUid) && !watches.of(ownerUid)) continue;
        const on = typeColumn === null ? {} : { [typeColumn]: uid };
        const rows = await select(table, [ownerColumn], { column: idColumn, ids, on });
        const found = rows.map((row) => row[ownerColumn]);
        losers.push(...(await owners.updatesOf(ownerUid, found, [attribute])));
      }
      return losers;
    },

    async ownersOf(statement, builder) {
      const { uid, type } = statement;
      const there = lookUp(builder.state.transaction);
      if (here.owners.isComponent(uid)) {
        if (!here.owners.isWatched(uid) || isPartOfItsOwner(uid)) return [];
        // A row that is inserted has an owner only if it takes the id of another.
        const isInsert = type === 'insert';
        const ids = isInsert ? rowsIn(builder.state.data).map(({ id }) => id) : idsIn(statement);
        const written =
          ids ??
          (await rowsWrittenBy(statement, builder, ['id'], there.select)).map(({ id }) => id);
        return there.owners.of(
          uid,
          written.filter((id) => id !== undefined)
        );
      }
      const owners = await ownersOfJoined(statement, builder, there);
      if (!here.morphs.isTable(uid) || isPartOfItsOwner(uid)) return owners;
      return [...owners, ...(await there.morphs.holdersWritten(statement, builder))];
    },

    isComponentAlone: (uid) =>
      here.owners.isComponent(uid) && !isPartOfItsOwner(uid) && here.owners.isWatched(uid),
    ownersOfComponent: (uid, id) => here.owners.of(uid, [id]),
    hasMorphLinks: (uid) => here.morphs.isOwner(uid),
    morphHolders: (uid, ids, data) => here.morphs.holdersBy(uid, ids, data),
  };

  /** Whether Strapi itself is writing an entry's components and relations as part of the entry. */
  function isPartOfItsOwner(uid: string): boolean {
    const { call, isAside } = asyncContext();
    if (call) return !(call.isOfComponent && call.uid === uid);
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
