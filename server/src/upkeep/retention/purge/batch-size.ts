/** Rows per transaction. */
const ROWS = { sqlite: 500, other: 1_000 };
/** Text and JSON per transaction; SQLite has to free their pages one by one. */
const BYTES = { sqlite: 2_000_000, other: Infinity };
/**
 * How long one may take, in milliseconds. SQLite's driver blocks the process, except for two turns
 * per transaction.
 */
const MAX_MS = { sqlite: 40, other: Infinity };
const MIN_ROWS = 10;
/** The size of the first one, whose duration is not known yet. */
const FIRST = { sqlite: 100, other: 1_000 };

export interface Sized {
  bytes: number | null;
}

/** How many rows one batch removes: fewer after one that took too long, then more again. */
export function createBatchSize(client: string) {
  const kind = client === 'sqlite' ? 'sqlite' : 'other';
  const [most, longest] = [ROWS[kind], MAX_MS[kind]];
  let rows = FIRST[kind];

  return {
    /** How many rows to read now. */
    rows: (): number => rows,

    /** The first of these rows that make one batch; at least one. */
    batchOf<Row extends Sized>(left: readonly Row[]): Row[] {
      let bytes = 0;
      const tooMany = left.findIndex((row, index) => {
        bytes += Number(row.bytes ?? 0);
        return index > 0 && (index >= rows || bytes > BYTES[kind]);
      });
      return left.slice(0, tooMany < 0 ? left.length : tooMany);
    },

    /** Called with how long a batch of that many rows took. */
    took(milliseconds: number, count: number): void {
      if (milliseconds > longest) {
        rows = Math.max(MIN_ROWS, Math.floor((count * longest) / milliseconds));
      } else if (count >= rows) {
        rows = Math.min(most, Math.ceil(rows * 1.5));
      }
    },
  };
}

export type BatchSize = ReturnType<typeof createBatchSize>;
