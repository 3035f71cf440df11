import type { Capture } from '../event';

/** Events that could not be written since this process started. Counting needs no database. */
export interface Losses {
  note(error: unknown, captures: readonly Pick<Capture, 'action'>[]): void;
  /** Events, however many occurrences each of them represents. */
  count(): number;
}

/** The column's limit on every database. */
const MAX_OCCURRENCES = 2 ** 31 - 1;

/** How many occurrences a capture represents. */
export function occurrencesOf({ count = 1 }: Pick<Capture, 'count'>): number {
  return Number.isSafeInteger(count) && count > 0 ? Math.min(count, MAX_OCCURRENCES) : 1;
}

/** What databases and validators quote, including values of the application. */
const QUOTED = /"[^"]*"|'[^']*'|`[^`]*`/g;

/** Knex puts the whole statement, with its values, before the message of the database. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const said = /^\s*(insert|select|update|delete|with)\b/i.test(message)
    ? message.slice(message.lastIndexOf(' - ') + 3)
    : message;
  return said.replace(QUOTED, '…');
}

export function createLosses(log: (message: string) => void): Losses {
  let count = 0;
  return {
    note(error, captures) {
      const lost = captures.length;
      count += lost;
      const actions = [...new Set(captures.map(({ action }) => action))].join(', ');
      const reason = reasonOf(error);
      log(`[audit-trail] Could not record ${lost} event(s) (${actions}): ${reason}`);
    },
    count: () => count,
  };
}
