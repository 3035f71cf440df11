import { asyncContext } from './async-context';

/** What is used of the state of Strapi's query builder. */
interface SelectState {
  joins: { orderBy?: unknown }[];
  orderBy?: unknown;
}

/**
 * Gives links of the same order a fixed one, in what is read for images. Two uploads to one field of
 * an entry both stand first there, and so do links that two writers made at the same time: a
 * database may answer them in another order each time, which would look like a change.
 */
export function settleLinkOrder(state: object): void {
  if (!asyncContext().isImage) return;
  const select = state as SelectState;
  if (!select.joins.some(({ orderBy }) => orderBy !== undefined)) return;
  select.orderBy = [select.orderBy ?? [], { id: 'asc' }].flat();
}
