import type { Row } from '../event';

/** A write that is about to run, in terms of the model that it changes. */
export interface Statement {
  uid: string;
  type: 'insert' | 'update' | 'delete';
  /** Conditions as Strapi's query builder takes them, all of which hold. */
  where: readonly Row[];
  /** The same as code wrote them, if `where` names the rows in another way. */
  conditions?: readonly Row[];
  /** A full-text search that narrows the statement further (`_q`). */
  search?: string;
  /** What an update writes into every row. */
  data?: Row;
  /** Attributes that the statement and the surrounding call name. */
  attributes: ReadonlySet<string> | 'all';
  /** Long texts belong in the snapshot whatever is written. */
  isWholeRow?: boolean;
  /** It writes a row of another table that belongs to this one, and takes no lock on this one. */
  isOnOwner?: boolean;
}

/** All conditions of a statement, as code wrote them. */
export const conditionsOf = ({ conditions, where, search }: Statement): readonly Row[] =>
  conditions ?? (search === undefined ? where : [...where, { _q: search }]);

/** The ids in a plain `{ id }` condition; null if only the database can resolve them. */
export function idsIn({
  where,
  search,
}: Pick<Statement, 'where' | 'search'>): readonly unknown[] | null {
  const [condition] = where;
  if (search !== undefined || where.length !== 1 || !condition) return null;
  if (Object.keys(condition).length !== 1) return null;
  const { id } = condition;
  if (typeof id === 'number' || typeof id === 'string') return [id];
  if (Array.isArray(id)) return id;
  if (isRecord(id) && Array.isArray(id.$in) && Object.keys(id).length === 1) return id.$in;
  return null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
