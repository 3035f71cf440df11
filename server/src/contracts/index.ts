/**
 * The words and types that server and page share. The page imports types, and code only from
 * `search/`.
 */
export * from './api';
export * from './event';
export * from './json';
export * from './search';
export * from './vocabulary';
