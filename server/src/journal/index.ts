/** The append-only table of events and the only code that writes it. */
export { createAppendOnly, type AppendOnly } from './append-only';
export {
  OWN_TABLES,
  tableNames,
  toDialectName,
  type DialectName,
  type TableNames,
} from './dialect';
export { registerMigrations } from './migrations';
export { toRequestRecord, type RequestRow, type StoredRequest } from './request-row';
export {
  BODY_COLUMNS,
  SUMMARY_COLUMNS,
  toEventBody,
  toEventSummary,
  type EventRow,
  type StoredEvent,
  type StoredSummary,
} from './row';
export { fromAnyJson, fromJson, fromJsonText, toJson } from './column-values';
export {
  createPostings,
  type IndexDatabase,
  type IndexedEvent,
  type Postings,
} from './search-index/postings';
export { lockIndex } from './search-index/progress';
export {
  accountText,
  beginningOf,
  isIndexedColumn,
  termOf,
  textOf,
  type IndexedColumn,
  type TermKind,
} from './search-index/terms';
export { createState, STORED_OPTIONS, type State } from './state';
export { LOOKED_UP, shapeEventTable } from './table-shape';
export { createJournal, type Journal, type JournalDatabase } from './writer';
export { createWitness, notePurgedEnd, type Head, type Witness } from './witness';
