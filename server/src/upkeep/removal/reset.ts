import { NO_REQUEST } from '../../event';
import { hostname, userInfo } from 'node:os';
import { resolveConfig } from '../../config';
import { createJournal, lockIndex } from '../../journal';
import {
  EVENT_TABLE,
  POSTING_TABLE,
  REQUEST_TABLE,
  ROLLUP_TABLE,
  STATE_TABLE,
  TERM_TABLE,
} from '../../plugin-id';
import { createRecorder } from '../../record/build-event';
import { createRedactor } from '../../redact';
import type { RedactedEvent } from '../../event';
import type { Database } from './application';
import { guardOf } from './guard-of';

/** How many rows were deleted. */
export interface ResetCount {
  events: number;
  requests: number;
}

/**
 * The first events of the new log. They contain no values of the application, so no schema is
 * needed.
 */
function resetEvents(count: ResetCount): RedactedEvent[] {
  const { redaction, requests, maxEventBytes } = resolveConfig({});
  const redactor = createRedactor({
    getModel: () => undefined,
    listModels: () => [],
    config: { ...redaction, maxBodyBytes: requests.maxBytes, maxEventBytes },
  });
  const { username } = userInfo();
  const recorder = createRecorder({
    redact: (event) => redactor.event(event),
    circumstances: () => ({
      actor: { type: 'system', id: null, name: username, email: null },
      origin: 'cli',
      request: NO_REQUEST,
      operationId: '',
      reason: null,
    }),
  });
  return recorder.describe([
    {
      action: 'audit-log.reset',
      resource: { type: 'audit-log' },
      payload: { ...count, operatingSystemUser: username, host: hostname() },
    },
  ]);
}

/** Empties the log and starts a new one, in one transaction. */
export async function reset(db: Database): Promise<ResetCount> {
  const guard = guardOf(db);
  return db.transaction(async ({ trx }) => {
    await guard.allowPurge(trx);
    await lockIndex(db, trx);
    const empty = async (table: string) =>
      Number(await db.getConnection(table).transacting(trx).delete());
    for (const table of [POSTING_TABLE, TERM_TABLE, ROLLUP_TABLE, STATE_TABLE]) await empty(table);
    const count = { events: await empty(EVENT_TABLE), requests: await empty(REQUEST_TABLE) };
    await createJournal({ db }).append(resetEvents(count), trx);
    return count;
  });
}
