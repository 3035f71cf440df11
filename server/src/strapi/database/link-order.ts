import { asyncContext } from '../../record/context';

/** What is used of the state of Strapi's query builder. */
interface SelectState {
  joins: { orderBy?: unknown }[];
  orderBy?: unknown;
}

/** A row that is published again has another id, and the same place. */
const NAMES = ['documentId', 'locale', 'id'];

/**
 * Gives links of the same order a fixed one, in what is read for snapshots. Two uploads to one field of
 * an entry both stand first there, and so do links that two writers made at the same time: a
 * database may answer them in another order each time, which would look like a change.
 *
 * @param attributes those of the model that is read
 */
export function settleLinkOrder(state: object, attributes: object): void {
  if (!asyncContext().isSnapshot) return;
  const select = state as SelectState;
  if (!select.joins.some(({ orderBy }) => orderBy !== undefined)) return;
  const names = NAMES.filter((name) => name in attributes);
  select.orderBy = [select.orderBy ?? [], ...names.map((name) => ({ [name]: 'asc' }))].flat();
}
