import { asyncContext } from '../../record/context';

/** The state of Strapi's query builder that is used here. */
interface SelectState {
  joins: { orderBy?: unknown }[];
  orderBy?: unknown;
}

/** A row that is published again has another id, and the same position. */
const NAMES = ['documentId', 'locale', 'id'];

/**
 * Gives links with equal order values a fixed order in snapshot reads. Two uploads to one field of
 * an entry are both first there, and so are links that two writers made at the same time: a
 * database may return them in a different order each time, which would look like a change.
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
