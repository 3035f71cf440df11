import type { Capture } from '../event';

/** Events that could not be written, since this process started. Needs no database to count. */
export interface Losses {
  note(error: unknown, captures: readonly Pick<Capture, 'action' | 'count'>[]): void;
  count(): number;
}

/** How many occurrences a capture stands for; code in JavaScript may say anything. */
export function occurrencesOf(capture: Pick<Capture, 'count'> | null): number {
  const { count = 1 } = capture ?? {};
  return Number.isSafeInteger(count) && count > 0 ? count : 1;
}

/** What databases and validators quote, a value of the application's among it. */
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
      const lost = captures.reduce((sum, capture) => sum + occurrencesOf(capture), 0);
      count += lost;
      const actions = [...new Set(captures.map(({ action }) => action))].join(', ');
      const reason = reasonOf(error);
      log(`[audit-trail] Could not record ${lost} event(s) (${actions}): ${reason}`);
    },
    count: () => count,
  };
}
