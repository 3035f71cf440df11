import type { OrderColumns } from '../../../journal/place';
import type { Statement } from '../database';

/** A statement over the events that match, where they stand as `event`. */
export interface Matching {
  statement: Statement;
  /** The columns that give their order, of the table that is read first. */
  order: OrderColumns;
}
