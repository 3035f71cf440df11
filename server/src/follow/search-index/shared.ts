import type { IndexDatabase } from '../../journal';
import { createSearchIndex, type SearchIndex } from './search-index';

const indexes = new WeakMap<object, SearchIndex>();

/**
 * The follower of a database, one in a process: whoever searches while it runs waits for it, without
 * a connection of their own.
 */
export function searchIndexOf(db: IndexDatabase): SearchIndex {
  const known = indexes.get(db) ?? createSearchIndex({ db });
  indexes.set(db, known);
  return known;
}
