import type { Change } from '../../server/src/contracts';
import type { App } from './boot-app';

/** A row of the journal as a test compares it: ids that differ from run to run apart. */
export interface RecordedEvent {
  /** `entry.create | admin-panel | admin-user Ada Admin | api::author.author "Kim"` */
  line: string;
  id: string;
  action: string;
  occurredAt: number;
  requestId: string | null;
  operationId: string;
  ip: string | null;
  method: string | null;
  path: string | null;
  count: number;
  actorId: string | null;
  resourceType: string | null;
  resourceId: string | null;
  resourceStatus: string | null;
  documentId: string | null;
  reason: string | null;
  tags: string[];
  changes: Change[];
  payload: unknown;
}

type Row = Record<string, string | number | null>;

/** Where the journal ends now; what comes later is after it. */
export const endOfJournal = (app: App): Promise<number> =>
  app.run(async (strapi) => {
    const [row] = await strapi.db.connection('audit_trail_events').max({ last: 'id' });
    return Number(row?.last ?? 0);
  });

/** Every event recorded after a place in the journal, oldest first. */
export async function eventsAfter(app: App, place: number): Promise<RecordedEvent[]> {
  const rows = await app.run(
    async (strapi, after) =>
      strapi.db.connection('audit_trail_events').where('id', '>', after).orderBy('id'),
    place
  );
  return (rows as Row[]).map(toEvent);
}

/**
 * What `act` records. Some of it comes after the response (Strapi sends reset links unawaited), so
 * the journal is read until it holds as many events as the test expects, for ten seconds at most;
 * one too many is found all the same.
 */
export async function recordedBy(
  app: App,
  act: () => Promise<unknown>,
  expected: number
): Promise<RecordedEvent[]> {
  const place = await endOfJournal(app);
  await act();
  const deadline = Date.now() + 10_000;
  for (;;) {
    const events = await eventsAfter(app, place);
    if (events.length >= expected || Date.now() > deadline) return events;
  }
}

/** A row of the journal as it was read from the database. */
export function toEvent(row: Row): RecordedEvent {
  return {
    line: lineOf(row),
    id: String(row.document_id),
    action: String(row.action),
    occurredAt: Number(row.occurred_at),
    requestId: row.request_id as string | null,
    operationId: String(row.operation_id),
    ip: row.ip as string | null,
    method: row.method as string | null,
    path: row.path as string | null,
    count: Number(row.count),
    actorId: row.actor_id as string | null,
    resourceType: row.resource_type as string | null,
    resourceId: row.resource_id as string | null,
    resourceStatus: row.resource_status as string | null,
    documentId: row.resource_document_id as string | null,
    reason: row.reason as string | null,
    tags: json(row.tags) as string[],
    changes: json(row.changes) as RecordedEvent['changes'],
    payload: json(row.payload),
  };
}

function lineOf(row: Row): string {
  const who = [row.actor_type, row.actor_name ?? row.actor_email];
  const what = [row.resource_type, row.resource_locale, row.resource_status];
  const name = row.resource_name === null ? null : `"${row.resource_name}"`;
  const parts = [row.action, row.origin, joined(who), joined([...what, name])];
  if (row.outcome !== 'success') parts.push(`${row.outcome}: ${row.reason}`);
  return parts.join(' | ');
}

const joined = (words: readonly unknown[]): string =>
  words.filter((word) => word !== null && word !== '').join(' ');

const json = (stored: unknown): unknown =>
  typeof stored === 'string' ? JSON.parse(stored) : stored;
