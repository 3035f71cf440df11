/** JSON text for a column; null stays SQL's null instead of JSON's. */
export const toJson = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);

/**
 * Reads a JSON column: PostgreSQL and MySQL give it parsed, SQLite and MariaDB as text. A value that
 * was a text to begin with arrives without its quotes where the driver parses, and is kept as it is.
 */
export const fromJson = <T>(stored: unknown): T | null => {
  if (stored === null || stored === undefined) return null;
  if (typeof stored !== 'string') return stored as T;
  try {
    return JSON.parse(stored) as T;
  } catch {
    return stored as T;
  }
};

/** Length in UTF-8 bytes; 0 for null. */
export const byteLength = (text: string | null): number =>
  text === null ? 0 : Buffer.byteLength(text, 'utf8');
