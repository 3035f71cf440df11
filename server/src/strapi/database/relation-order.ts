import type { Database } from '@strapi/database';

interface RelationAttribute {
  joinTable?: { orderBy?: unknown };
  target?: string;
  morphBy?: string;
}

/**
 * Whether the links of an attribute have an order in the database. The join table of a
 * bidirectional relation has an order column for each side that is a list, so both sides are
 * ordered, each by its own. Links without a join table (`useJoinTable: false`) have no order.
 */
export function isOrdered(db: Database, uid: string, attribute: string): boolean {
  const relation = attributeOf(db, uid, attribute);
  if (relation?.joinTable) return relation.joinTable.orderBy !== undefined;
  if (!relation?.morphBy || !relation.target) return false;
  return attributeOf(db, relation.target, relation.morphBy)?.joinTable?.orderBy !== undefined;
}

const attributeOf = (db: Database, uid: string, attribute: string) =>
  db.metadata.has(uid)
    ? (db.metadata.get(uid).attributes[attribute] as RelationAttribute | undefined)
    : undefined;
