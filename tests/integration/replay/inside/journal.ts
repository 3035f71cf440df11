import type { Core } from '@strapi/types';
import type { Change } from '../../../../server/src/contracts';
import type { JournalEvent } from '../shapes';

const parsed = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);
const text = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value as string | number);

/** The bound values of the newest inserts of events; one may commit after it was last asked for. */
const inserts: string[] = [];
const MOST_INSERTS = 2_000;

/** From here on, sees which events are inserted together: they tell of one commit. */
export function watchInserts(strapi: Core.Strapi): void {
  strapi.db.connection.on('query', ({ sql, bindings }: { sql: string; bindings?: unknown[] }) => {
    if (/^insert into \S*audit_trail_events/i.test(sql)) inserts.push(JSON.stringify(bindings));
  });
}

/** Where the journal ends now. */
export async function endOfJournal(strapi: Core.Strapi): Promise<number> {
  const [last] = await strapi.db.connection('audit_trail_events').max({ id: 'id' });
  return Number((last as { id?: unknown } | undefined)?.id ?? 0);
}

/** What was recorded after a place of the journal, oldest first, by the commits it tells of. */
export async function commitsAfter(
  strapi: Core.Strapi,
  place: number
): Promise<{ commits: JournalEvent[][]; place: number }> {
  const rows = (await strapi.db
    .connection('audit_trail_events')
    .where('id', '>', place)
    .orderBy('id')) as Record<string, unknown>[];
  const commits = new Map<number, JournalEvent[]>();
  for (const row of rows) {
    const insert = inserts.findLastIndex((bound) => bound.includes(String(row.document_id)));
    commits.set(insert, [...(commits.get(insert) ?? []), eventOf(row)]);
  }
  if (commits.has(-1)) throw new Error('An event was inserted past the database connection.');
  inserts.splice(0, Math.max(0, inserts.length - MOST_INSERTS));
  return { commits: [...commits.values()], place: Number(rows.at(-1)?.id ?? place) };
}

function eventOf(row: Record<string, unknown>): JournalEvent {
  return {
    action: String(row.action),
    outcome: String(row.outcome),
    type: text(row.resource_type),
    id: text(row.resource_id),
    documentId: text(row.resource_document_id),
    locale: text(row.resource_locale),
    status: text(row.resource_status),
    changes: (parsed(row.changes) ?? []) as Change[],
    payload: parsed(row.payload ?? null),
  };
}
