import type { Row } from '../event';

/**
 * The parts of a row that are read only if a write names them: relations, media, components and
 * long texts, each of which costs a statement or may be megabytes. The other columns belong to
 * every snapshot.
 */
export type Parts = ReadonlySet<string>;

/** Which rows: conditions that all hold, and a search that narrows them. */
export interface Selection {
  where: readonly Row[];
  search?: string;
}

/**
 * The lock that a statement of this kind takes on the rows it writes: PostgreSQL's update lock lets
 * other transactions still refer to the rows' keys.
 */
export type RowLock = 'update' | 'delete';

export interface ReadOptions {
  /** Waits for other writers of the rows and reads their result. SQLite has one writer anyway. */
  lock?: RowLock;
  /**
   * Looks the rows up before it locks them: the conditions are not the statement's own, and MySQL
   * would lock the gaps between the rows that they match.
   */
  lockByKey?: boolean;
  /** A maximum number of rows, in the database's own order. */
  limit?: number;
}

/** Reads rows of a model with the parts a snapshot needs, without running any lifecycle. */
export interface SnapshotReader {
  /** False for SQLite, which has one writer at a time. */
  hasLocks: boolean;
  /** True for MySQL, whose transactions keep reading what their first read saw. */
  readsSnapshots: boolean;
  partsOf(uid: string, attributes: ReadonlySet<string> | 'all'): Parts;
  /** Parts that are columns of the row: long texts and JSON. */
  longColumns(uid: string): Parts;
  /** Parts that a document action writes before the row itself. */
  components(uid: string): Parts;
  /**
   * Parts that a row does not have yet: components, media and relations that it was created
   * without.
   *
   * @param data what `create()` was called with
   * @param isFirst no earlier row of its document passes links on to it
   */
  emptyParts(uid: string, data: Row, isFirst: boolean): Parts;
  /** The value of such a part in the snapshot of the row. */
  emptyValue(uid: string, part: string): [] | null;
  /**
   * Rows with their columns and these parts; JSON columns hold `StoredJson`. Conditions on other
   * tables are resolved first: a lock must not reach the rows they join.
   */
  read(uid: string, selection: Selection, parts: Parts, options?: ReadOptions): Promise<Row[]>;
  /** The ids of the rows that a selection matches. */
  ids(uid: string, selection: Selection, options?: ReadOptions): Promise<unknown[]>;
  /** The first row that matches the conditions, as Strapi reads it, without its relations. */
  find(uid: string, where: Row): Promise<Row | null>;
}

/** The rows with these ids. */
export const byIds = (ids: readonly unknown[]): Selection => ({ where: [{ id: { $in: ids } }] });
