import type { OrderColumns } from '../../../journal/cursor';
import type { Statement } from '../database';

/** A statement over the matching events, aliased as `event`. */
export interface Matching {
  statement: Statement;
  /** The columns that define their order, in the table that is read first. */
  order: OrderColumns;
}
