import type { Core } from '@strapi/types';
import type { Change } from '../../../../server/src/contracts';
import type { JournalEvent } from '../shapes';

const parsed = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);
const text = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value as string | number);

/** Where the journal ends now. */
export async function endOfJournal(strapi: Core.Strapi): Promise<number> {
  const [last] = await strapi.db.connection('audit_trail_events').max({ id: 'id' });
  return Number((last as { id?: unknown } | undefined)?.id ?? 0);
}

/** What was recorded after a place of the journal, oldest first. */
export async function eventsAfter(
  strapi: Core.Strapi,
  place: number
): Promise<{ events: JournalEvent[]; place: number }> {
  const rows = (await strapi.db
    .connection('audit_trail_events')
    .where('id', '>', place)
    .orderBy('id')) as Record<string, unknown>[];
  const events = rows.map((row) => ({
    action: String(row.action),
    outcome: String(row.outcome),
    type: text(row.resource_type),
    id: text(row.resource_id),
    documentId: text(row.resource_document_id),
    locale: text(row.resource_locale),
    status: text(row.resource_status),
    changes: (parsed(row.changes) ?? []) as Change[],
    payload: parsed(row.payload ?? null),
  }));
  return { events, place: Number(rows.at(-1)?.id ?? place) };
}
