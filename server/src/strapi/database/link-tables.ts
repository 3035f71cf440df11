import type { Database } from '@strapi/database';
import { rememberByObject } from '../../event';

/** A table that holds the links of one relation, by its target. */
export interface LinkTable {
  ownerUid: string;
  attribute: string;
  table: string;
  ownerColumn: string;
  linkColumn: string;
}

/** A join table, and the model that owns its rows. */
export interface OwnedTable {
  ownerUid: string;
  column: string;
}

/** The tables of links to rows of each model. A schema does not change while Strapi runs. */
export const tablesOfLinks = rememberByObject(
  (metadata: Database['metadata']): Map<string, LinkTable[]> => {
    const tables = new Map<string, LinkTable[]>();
    for (const [ownerUid, meta] of metadata) {
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
);

/** Every join table, by its name. */
export const joinTablesOf = rememberByObject(
  (metadata: Database['metadata']): Map<string, OwnedTable> => {
    const tables = new Map<string, OwnedTable>();
    for (const [ownerUid, meta] of metadata) {
      for (const relation of Object.values(meta.attributes)) {
        const { joinTable, owner } = relation as LinkAttribute;
        if (!joinTable || owner === false) continue;
        tables.set(joinTable.name, { ownerUid, column: joinTable.joinColumn.name });
      }
    }
    return tables;
  }
);

interface LinkAttribute {
  type: string;
  target?: string;
  mappedBy?: string;
  owner?: boolean;
  joinTable?: { name: string; joinColumn: { name: string }; inverseJoinColumn?: { name: string } };
}
