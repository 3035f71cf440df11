/**
 * The tightest limits of the supported databases: SQLite binds 32,766 values and joins 500 rows in
 * one insert; a small MySQL server refuses a statement above 4 MB.
 */
const MAX_VALUES = 30_000;
const MAX_ROWS = 500;
const MAX_BYTES = 3_000_000;

/** Splits rows into the fewest statements that every supported database accepts. */
export const inChunks = <T extends { bytes: number }>(rows: readonly T[], width: number): T[][] => {
  const rowLimit = Math.min(MAX_ROWS, Math.floor(MAX_VALUES / width));
  const chunks: T[][] = [];
  let chunk: T[] = [];
  let bytes = 0;

  for (const row of rows) {
    const full = chunk.length >= rowLimit || bytes + row.bytes > MAX_BYTES;
    if (full && chunk.length > 0) {
      chunks.push(chunk);
      chunk = [];
      bytes = 0;
    }
    chunk.push(row);
    bytes += row.bytes;
  }
  if (chunk.length > 0) chunks.push(chunk);
  return chunks;
};
