import type { RedactedRequest } from '../event';

export interface RequestLogDependencies {
  append(rows: RedactedRequest[]): Promise<void>;
  /** Called for rows that could not be written; they are not retried. */
  onError(error: unknown, lost: number): void;
}

/** Buffers request rows briefly, so a burst becomes one insert. */
export interface RequestLog {
  add(row: RedactedRequest): void;
  /** Writes all buffered rows and resolves when none is left. */
  flush(): Promise<void>;
}

/**
 * Long enough to gather a burst, short enough that the details of a fresh event find their request.
 */
const DELAY_MS = 50;
const BATCH = 100;

/**
 * Request rows are written after the response, separately from the event: a crash may lose a row,
 * never the event that names it.
 */
export function createRequestLog({ append, onError }: RequestLogDependencies): RequestLog {
  let waiting: RedactedRequest[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const write = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const rows = waiting;
    waiting = [];
    if (rows.length > 0) {
      writing = writing.then(() => append(rows)).catch((error) => onError(error, rows.length));
    }
    return writing;
  };

  return {
    add(row) {
      waiting.push(row);
      if (waiting.length >= BATCH) void write();
      else timer ??= setTimeout(() => void write(), DELAY_MS);
    },
    flush: write,
  };
}
