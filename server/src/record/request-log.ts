import type { RedactedRequest } from '../event';

export interface RequestLogDependencies {
  append(rows: RedactedRequest[]): Promise<void>;
  /** Told about rows that could not be written; they are not tried again. */
  onError(error: unknown, lost: number): void;
}

/** Keeps request rows for a moment, so that a burst becomes one insert. */
export interface RequestLog {
  add(row: RedactedRequest): void;
  /** Writes what is waiting and resolves when nothing is. */
  flush(): Promise<void>;
}

/** Long enough to gather a burst, short enough that the details of a fresh event find their request. */
const DELAY_MS = 50;
const BATCH = 100;

/**
 * Request rows are written after the response, apart from the event: a crash may lose a row,
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
