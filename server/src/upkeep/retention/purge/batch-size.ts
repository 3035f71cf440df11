/** What a batch may be, by what it is for. */
interface Limits {
  rows: number;
  /** Text and JSON; SQLite has to free their pages one by one. */
  bytes: number;
  /** How long it may take, in milliseconds. */
  ms: number;
  /** The size of the first one, whose duration is not known yet. */
  first: number;
}

/**
 * - `used`: one transaction while others use the application. SQLite has one connection, so they wait
 *   for its end.
 * - `quiet`: one while nobody does. Each page of the search index is then written once for more events.
 * - `read`: one statement, during which SQLite's driver blocks the process.
 */
export type BatchKind = 'used' | 'quiet' | 'read';

const ANY = { rows: 1_000, bytes: Infinity, ms: Infinity, first: 1_000 };
const LIMITS: Record<'sqlite' | 'other', Record<BatchKind, Limits>> = {
  sqlite: {
    used: { rows: 1_000, bytes: 2_000_000, ms: 80, first: 100 },
    quiet: { rows: 3_000, bytes: 8_000_000, ms: 250, first: 500 },
    read: { rows: 3_000, bytes: Infinity, ms: 25, first: 500 },
  },
  other: { used: ANY, quiet: ANY, read: ANY },
};
const MIN_ROWS = 10;

export interface Sized {
  bytes: number | null;
}

/**
 * How many rows one batch has: fewer after one that took too long, then more again.
 *
 * @param kindOf asked before each batch
 */
export function createBatchSize(client: string, kindOf: () => BatchKind) {
  const limits = LIMITS[client === 'sqlite' ? 'sqlite' : 'other'];
  const rowsOf = new Map<BatchKind, number>();
  let kind = kindOf();
  const rows = (): number => rowsOf.get(kind) ?? limits[kind].first;

  return {
    /** How many rows to read now. */
    rows(): number {
      kind = kindOf();
      return rows();
    },

    /** The first of these rows that make one batch; at least one. */
    batchOf<Row extends Sized>(left: readonly Row[]): Row[] {
      let bytes = 0;
      const most = rows();
      const tooMany = left.findIndex((row, index) => {
        bytes += Number(row.bytes ?? 0);
        return index > 0 && (index >= most || bytes > limits[kind].bytes);
      });
      return left.slice(0, tooMany < 0 ? left.length : tooMany);
    },

    /** Called with how long a batch of that many rows took. */
    took(milliseconds: number, count: number): void {
      const { ms, rows: most } = limits[kind];
      if (milliseconds > ms) {
        rowsOf.set(kind, Math.max(MIN_ROWS, Math.floor((count * ms) / milliseconds)));
      } else if (count >= rows()) {
        // Not beyond what the next one may take.
        const growth = Math.min(1.5, ms / Math.max(1, milliseconds));
        rowsOf.set(kind, Math.min(most, Math.ceil(rows() * growth)));
      }
    },
  };
}

export type BatchSize = ReturnType<typeof createBatchSize>;
