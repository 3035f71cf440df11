import type { Database } from '@strapi/database';
import { rememberByObject, type Row } from '../../event';
import type { Statement } from '../../record/statement';
import type { Watches } from '../../record/watches';
import type { ComponentOwners } from './component-owners';
import { rowsWrittenBy, type SelectRows } from './join-rows';
import type { QueryBuilder } from './query-builder';

/** A table that holds the links of a polymorphic relation, such as those of files. */
interface MorphTable {
  ownerUid: string;
  attribute: string;
  table: string;
  ownerColumn: string;
  idColumn: string;
  typeColumn: string;
}

/** Links that name the type, the row and the field in which it shows them. */
export interface MorphLinks {
  /** Whether rows of the model name others by such links. */
  isOwner(uid: string): boolean;
  isTable(table: string): boolean;
  /** The rows that show the links that a statement on their table writes. */
  holdersWritten(statement: Statement, builder: QueryBuilder): Promise<Statement[]>;
  /** The rows that show links to these. */
  holdersOf(uid: string, ids: readonly unknown[]): Promise<Statement[]>;
  /**
   * The rows that show a link before or after these rows are written with this data; all that show
   * one without data.
   */
  holdersBy(uid: string, ids: readonly unknown[], data: Row | null): Promise<Statement[]>;
}

export interface MorphLinksDependencies {
  db: Database;
  watches: Watches;
  owners: ComponentOwners;
  select: SelectRows;
}

/** A link, as the columns of its table have it. */
interface Link {
  type: string;
  id: unknown;
  field: string;
}

const FIELD_COLUMN = 'field';
/** Components of a dynamic zone are stored in the same way; they are no links. */
const COMPONENT_TYPE = 'component_type';

export function createMorphLinks(deps: MorphLinksDependencies): MorphLinks {
  const { watches, owners, select } = deps;
  const tables = () => morphTablesOf(deps.db.metadata);
  const isRecorded = (type: unknown): boolean =>
    typeof type === 'string' && (watches.of(type) !== undefined || owners.isWatched(type));

  const holders = async (links: readonly Link[]): Promise<Statement[]> => {
    const found: Statement[] = [];
    const byField = new Map<string, Link[]>();
    for (const link of links) {
      if (!isRecorded(link.type) || link.id === null || link.id === undefined) continue;
      const key = JSON.stringify([link.type, link.field]);
      const group = byField.get(key);
      if (group) group.push(link);
      else byField.set(key, [link]);
    }
    for (const group of byField.values()) {
      const { type, field } = group[0]!;
      const ids = [...new Set(group.map(({ id }) => id))];
      found.push(...(await owners.updatesOf(type, ids, [field])));
    }
    return found;
  };

  const columnsOf = ({ typeColumn, idColumn }: MorphTable) => [idColumn, typeColumn, FIELD_COLUMN];

  const linkOf =
    ({ typeColumn, idColumn }: MorphTable) =>
    (row: Row): Link => ({
      type: String(row[typeColumn]),
      id: row[idColumn],
      field: String(row[FIELD_COLUMN]),
    });

  const linksOf = async (table: MorphTable, ids: readonly unknown[]): Promise<Link[]> => {
    const by = { column: table.ownerColumn, ids };
    return (await select(table.table, columnsOf(table), by)).map(linkOf(table));
  };

  const ownTables = (uid: string): MorphTable[] =>
    [...tables().values()].filter(({ ownerUid }) => ownerUid === uid);

  return {
    isOwner: (uid) => ownTables(uid).length > 0,
    isTable: (table) => tables().has(table),
    async holdersWritten(statement, builder) {
      const table = tables().get(statement.uid);
      if (!table) return [];
      const named = (Object.assign({}, ...builder.state.where) as Row)[table.typeColumn];
      const isElsewhere = typeof named === 'string' && !isRecorded(named);
      if (isElsewhere && statement.type === 'delete') return [];
      const rows = await rowsWrittenBy(statement, builder, columnsOf(table), select);
      return holders(rows.map(linkOf(table)));
    },
    async holdersOf(uid, ids) {
      const links: Link[] = [];
      for (const table of ownTables(uid)) links.push(...(await linksOf(table, ids)));
      return holders(links);
    },
    async holdersBy(uid, ids, data) {
      const links: Link[] = [];
      for (const table of ownTables(uid)) {
        const value = data?.[table.attribute];
        // Strapi takes null as no statement on them.
        if (data && (value === undefined || value === null)) continue;
        links.push(...(await linksOf(table, ids)), ...linksNamed(value));
      }
      return holders(links);
    },
  };
}

/** A schema does not change while Strapi runs. */
const morphTablesOf = rememberByObject(
  (metadata: Database['metadata']): Map<string, MorphTable> => {
    const tables = new Map<string, MorphTable>();
    for (const [ownerUid, meta] of metadata) {
      for (const [attribute, value] of Object.entries(meta.attributes)) {
        const { relation, joinTable } = value as MorphAttribute;
        const { idColumn, typeColumn } = joinTable?.morphColumn ?? {};
        if (relation !== 'morphToMany' || !joinTable || !idColumn || !typeColumn) continue;
        if (typeColumn.name === COMPONENT_TYPE) continue;
        tables.set(joinTable.name, {
          ...{ ownerUid, attribute, table: joinTable.name },
          ownerColumn: joinTable.joinColumn.name,
          idColumn: idColumn.name,
          typeColumn: typeColumn.name,
        });
      }
    }
    return tables;
  }
);

/** The links in the value of a polymorphic relation, in any form that the query layer takes. */
function linksNamed(value: unknown): Link[] {
  const { set, connect, disconnect } = (value ?? {}) as Row;
  return [value, set, connect, disconnect].flat().flatMap((link) => {
    const { id, __type: type, __pivot } = (link ?? {}) as Row;
    const { field } = (__pivot ?? {}) as Row;
    return typeof type === 'string' && typeof field === 'string' ? [{ id, type, field }] : [];
  });
}

interface MorphAttribute {
  relation?: string;
  joinTable?: {
    name: string;
    joinColumn: { name: string };
    morphColumn?: { idColumn: { name: string }; typeColumn: { name: string } };
  };
}
