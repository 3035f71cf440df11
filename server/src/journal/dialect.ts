import {
  EVENT_TABLE,
  LEASE_TABLE,
  POSTING_TABLE,
  REQUEST_TABLE,
  ROLLUP_TABLE,
  STATE_TABLE,
  TERM_TABLE,
  VIEW_TABLE,
} from '../plugin-id';

/** The databases Strapi supports, by the names of its dialects; MariaDB is `mysql`. */
export const DIALECTS = ['sqlite', 'postgres', 'mysql'] as const;
export type DialectName = (typeof DIALECTS)[number];

/** Reads the name of Strapi's dialect. */
export const toDialectName = (client: string): DialectName => {
  const name = DIALECTS.find((dialect) => dialect === client);
  if (name === undefined) {
    throw new Error(
      `[audit-trail] The database client "${client}" is unknown. ` +
        `Use one of ${DIALECTS.join(', ')} in config/database, or disable the plugin.`
    );
  }
  return name;
};

/** Table names for raw SQL: with the PostgreSQL schema of Strapi's settings, if one is set. */
export interface TableNames {
  events: string;
  terms: string;
  postings: string;
  requests: string;
  purgeKey: string;
  /** Quoted; null if the connection's own search path applies. */
  schema: string | null;
}

/** Holds a row only inside a transaction, and only while events may be deleted in it. */
const PURGE_KEY_TABLE = 'audit_trail_purge_key';

/** Every table of the plugin, without the schema. */
export const OWN_TABLES = [
  ...[EVENT_TABLE, TERM_TABLE, POSTING_TABLE, REQUEST_TABLE],
  ...[VIEW_TABLE, LEASE_TABLE, ROLLUP_TABLE, STATE_TABLE, PURGE_KEY_TABLE],
];

export const tableNames = (schema: string | undefined): TableNames => {
  const quoted = schema ? `"${schema.replaceAll('"', '""')}"` : null;
  const prefix = quoted === null ? '' : `${quoted}.`;
  return {
    events: `${prefix}${EVENT_TABLE}`,
    terms: `${prefix}${TERM_TABLE}`,
    postings: `${prefix}${POSTING_TABLE}`,
    requests: `${prefix}${REQUEST_TABLE}`,
    purgeKey: `${prefix}${PURGE_KEY_TABLE}`,
    schema: quoted,
  };
};

/** A table whose rows only the purge may change or delete. */
export interface GuardedTable {
  /** The name that its triggers use. */
  name: string;
  /** The name in raw SQL. */
  qualified: string;
  /**
   * The unique columns apart from the key; null if all columns are the key, so that replacing a row
   * changes nothing.
   */
  unique: readonly string[] | null;
}

export const guardedTables = ({
  events,
  terms,
  postings,
  requests,
}: TableNames): GuardedTable[] => [
  { name: EVENT_TABLE, qualified: events, unique: ['document_id'] },
  { name: TERM_TABLE, qualified: terms, unique: ['term'] },
  { name: POSTING_TABLE, qualified: postings, unique: null },
  { name: REQUEST_TABLE, qualified: requests, unique: ['request_id'] },
];

/** A trigger's error message: the table and the fix. Kept under MySQL's 128 characters. */
export const refusalOf = (table: string): string =>
  `${table} is append-only: only the purge of the audit trail may delete (retention.days)`;
