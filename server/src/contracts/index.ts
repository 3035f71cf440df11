/** The words and shapes that server and page share. The page imports types, and code from `search/` alone. */
export * from './api';
export * from './event';
export * from './json';
export * from './search';
export * from './vocabulary';
