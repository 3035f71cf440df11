/** A follower that makes the journal's events findable; see the README. */
export { createSearchIndex, type Backlog, type SearchIndex } from './search-index';
export { startSearchIndex } from './start';
