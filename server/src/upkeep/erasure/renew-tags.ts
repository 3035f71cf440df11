import type { Knex } from 'knex';
import { fromAnyJson, fromJson } from '../../journal/column-values';
import { termsOf } from '../../journal';
import { EVENT_TABLE, TAG_TABLE } from '../../plugin-id';

interface SearchableRow {
  id: number | string;
  occurred_at: number | string;
  tags: unknown;
  actor_name: string | null;
  actor_email: string | null;
  resource_name: string | null;
  payload: unknown;
}

const COLUMNS = [
  ...['id', 'occurred_at', 'tags', 'actor_name', 'actor_email', 'resource_name', 'payload'],
];

/** Old SQLite versions bind at most 999 values; a tag has three. */
const CHUNK = 200;

/**
 * Rebuilds the search terms of these events from what is left of them: an erased name must no
 * longer be found, nor remain among the words.
 */
export async function renewTags(
  table: (name: string) => Knex.QueryBuilder,
  eventIds: readonly number[]
): Promise<void> {
  for (let start = 0; start < eventIds.length; start += CHUNK) {
    const ids = eventIds.slice(start, start + CHUNK);
    const rows: SearchableRow[] = await table(EVENT_TABLE).select(COLUMNS).whereIn('id', ids);
    await table(TAG_TABLE).whereIn('event_id', ids).delete();
    const tags = rows.flatMap((row) =>
      termsOf({
        tags: fromJson<string[]>(row.tags) ?? [],
        actor: { name: row.actor_name, email: row.actor_email },
        resource: { name: row.resource_name },
        payload: fromAnyJson(row.payload, row.tags),
      }).map((term) => ({ event_id: row.id, term, occurred_at: Number(row.occurred_at) }))
    );
    for (let at = 0; at < tags.length; at += CHUNK) {
      await table(TAG_TABLE).insert(tags.slice(at, at + CHUNK));
    }
  }
}
