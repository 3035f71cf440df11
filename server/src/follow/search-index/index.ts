/** A follower that makes the journal's events findable; see the README. */
export { createSearchIndex, LONG_BACKLOG, type Backlog, type SearchIndex } from './search-index';
export { searchIndexOf } from './shared';
export { startSearchIndex } from './start';
