import type { Database } from '@strapi/database';
import { rememberByObject } from '../../event';
import { shownByMorphs } from '../../record/relation-sides';

/** Where links to rows are stored that Strapi does not pass on to the rows that replace these. */
export interface LooseLinks {
  ownerUid: string;
  attribute: string;
  /** The table of links, or the model that has the columns in its own. */
  table: string;
  ownerColumn: string;
  idColumn: string;
  /** The column that names the model of the linked row; null if the relation has one target. */
  typeColumn: string | null;
}

/**
 * Publishing an entry and discarding a draft carry over links of join tables only: those in a column,
 * and those of polymorphic relations, lead to the deleted row and are lost.
 */
export const looseLinksTo = (metadata: Database['metadata'], uid: string): LooseLinks[] =>
  looseLinksOf(metadata).flatMap(({ target, ...links }) =>
    target === null || target === uid ? [links] : []
  );

/** A schema does not change while Strapi runs. */
const looseLinksOf = rememberByObject((metadata: Database['metadata']) => {
  const found: (LooseLinks & { target: string | null })[] = [];
  for (const [ownerUid, { attributes }] of metadata) {
    for (const [attribute, value] of Object.entries(attributes)) {
      const { type, joinColumn, joinTable, morphColumn, ...sides } = value as LooseAttribute;
      // Media are links of the file, and the entry that shows them is the one that is published.
      if (type !== 'relation' || shownByMorphs(metadata).has(`${ownerUid} ${attribute}`)) continue;
      const owner = { ownerUid, attribute, table: ownerUid, ownerColumn: 'id' };
      const { target, relation, mappedBy } = sides;
      if (relation === 'morphToOne' && morphColumn) {
        found.push({ ...owner, ...columnsOf(morphColumn), target: null });
      } else if (relation === 'morphToMany' && joinTable?.morphColumn) {
        const { name: table, joinColumn: column, morphColumn: morph } = joinTable;
        const links = { table, ownerColumn: column.name, ...columnsOf(morph) };
        found.push({ ...owner, ...links, target: null });
      } else if (target && joinColumn && !joinTable && !mappedBy) {
        found.push({ ...owner, idColumn: joinColumn.name, typeColumn: null, target });
      }
    }
  }
  return found;
});

const columnsOf = ({ idColumn, typeColumn }: MorphColumn) => ({
  idColumn: idColumn.name,
  typeColumn: typeColumn.name,
});

interface MorphColumn {
  idColumn: { name: string };
  typeColumn: { name: string };
}

interface LooseAttribute {
  type: string;
  relation?: string;
  target?: string;
  mappedBy?: string;
  joinColumn?: { name: string };
  joinTable?: { name: string; joinColumn: { name: string }; morphColumn?: MorphColumn };
  morphColumn?: MorphColumn;
}
