/** JSON text for a column; null stays SQL's null instead of JSON's. */
export const toJson = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);

/**
 * Text that is not JSON was written by other code: it is shown as is, and does not break the other
 * rows.
 */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** Reads JSON from a text column, which every driver returns as text. */
export const fromJsonText = <T>(stored: unknown): T | null =>
  typeof stored === 'string' ? (parsed(stored) as T) : null;

/**
 * Reads a JSON column that holds a list or an object: PostgreSQL and MySQL return it parsed, SQLite
 * and MariaDB as text.
 */
export const fromJson = <T extends object>(stored: unknown): T | null => {
  if (stored === null || stored === undefined) return null;
  return (typeof stored === 'string' ? parsed(stored) : stored) as T;
};

/**
 * Reads a JSON column that may hold anything. A text alone does not show whether the driver has
 * parsed it: `"123"` arrives as `123` if it has. A column of the same row that always holds a list
 * does.
 *
 * @param list `changes` or `tags` of the row, as the driver returned it
 */
export const fromAnyJson = <T>(stored: unknown, list: unknown): T | null => {
  if (stored === null || stored === undefined) return null;
  return (typeof list === 'string' && typeof stored === 'string' ? parsed(stored) : stored) as T;
};

/** Length in UTF-8 bytes; 0 for null. */
export const byteLength = (text: string | null): number =>
  text === null ? 0 : Buffer.byteLength(text);
