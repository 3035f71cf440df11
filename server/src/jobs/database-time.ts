const EPOCH_MS: Readonly<Record<string, string>> = {
  sqlite: `CAST(ROUND((julianday('now') - 2440587.5) * 86400000) AS INTEGER)`,
  postgres: 'CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)',
  // In UTC, because a session's local time is ambiguous for an hour each autumn.
  mysql: `TIMESTAMPDIFF(MICROSECOND, '1970-01-01 00:00:00', UTC_TIMESTAMP(3)) DIV 1000`,
};

/**
 * The database's own clock as SQL, in epoch milliseconds. @throws for a client Strapi does not know
 */
export function databaseTime(client: string): string {
  const sql = EPOCH_MS[client];
  if (sql === undefined) {
    throw new Error(`[audit-trail] The database client "${client}" is not supported.`);
  }
  return sql;
}
