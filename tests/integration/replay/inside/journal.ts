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

/** The keys of events that were read before. */
const seen = new Set<string>();
/** The key of the newest of them. */
let newest = 0;
/** On a server, a transaction may commit after one that took its keys later. */
const LATE_KEYS = 1_000;

/** From here on, only later events are new. */
export async function skipJournal(strapi: Core.Strapi): Promise<void> {
  for (const { id } of (await strapi.db.connection('audit_trail_events').select('id')) as Key[]) {
    seen.add(String(id));
    newest = Math.max(newest, Number(id));
  }
}

interface Key {
  id: number | string;
}

/** What was recorded since the last call, oldest first, by commits. */
export async function newCommits(strapi: Core.Strapi): Promise<JournalEvent[][]> {
  const found = (await strapi.db
    .connection('audit_trail_events')
    .where('id', '>', newest - LATE_KEYS)
    .orderBy('id')) as (Record<string, unknown> & Key)[];
  const rows = found.filter(({ id }) => !seen.has(String(id)));
  for (const { id } of rows) {
    seen.add(String(id));
    newest = Math.max(newest, Number(id));
  }
  const commits = new Map<number, JournalEvent[]>();
  for (const row of rows) {
    const insert = inserts.findLastIndex((bound) => bound.includes(String(row.document_id)));
    commits.set(insert, [...(commits.get(insert) ?? []), eventOf(row)]);
  }
  if (commits.has(-1)) throw new Error('An event was inserted past the database connection.');
  inserts.splice(0, Math.max(0, inserts.length - MOST_INSERTS));
  return [...commits.values()];
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
