import type { Core } from '@strapi/types';
import type { RecordedEvent } from '../helpers/events';

/** What the journal says must be in the tables: a watched field's value by row. */
export type State = Map<string, string | null>;

interface Watched {
  type: string;
  table: string;
  field: string;
  /** Rows are told by their document and its status instead of their id, which publishing changes. */
  isDocument: boolean;
}

export const WATCHED: Watched[] = [
  { type: 'api::author.author', table: 'authors', field: 'bio', isDocument: true },
  { type: 'api::article.article', table: 'articles', field: 'title', isDocument: true },
  { type: 'admin::user', table: 'admin_users', field: 'firstname', isDocument: false },
  { type: 'admin::role', table: 'admin_roles', field: 'description', isDocument: false },
  { type: 'admin::api-token', table: 'strapi_api_tokens', field: 'description', isDocument: false },
];

/**
 * Plays the journal from an earlier state on. Every update must find the value that it says was
 * there before: a change without an event, or an event without a change, breaks that chain.
 *
 * @returns what did not fit, in sentences; empty where everything did
 */
export function replay(state: State, events: readonly RecordedEvent[]): string[] {
  const problems: string[] = [];
  for (const event of events) {
    const watched = WATCHED.find(({ type }) => event.resourceType === type);
    if (!watched) continue;
    const verb = event.action.slice(event.action.indexOf('.') + 1);
    const row = watched.isDocument ? event.documentId : event.resourceId;
    const key = keyOf(watched.type, String(row), event.resourceStatus);
    const change = event.changes.find(({ path }) => path === watched.field);
    const before = (change?.before ?? null) as string | null;
    const after = (change?.after ?? null) as string | null;
    const wrong = (what: string) => problems.push(`${event.action} of ${key}: ${what}`);

    if (verb === 'delete' || verb === 'unpublish') {
      if (!state.delete(key)) wrong('there was nothing to take away');
      if (verb === 'delete') state.delete(keyOf(watched.type, String(row), 'published'));
    } else if (verb === 'publish' && !state.has(key)) {
      state.set(key, state.get(keyOf(watched.type, String(row), 'draft')) ?? null);
    } else if (verb === 'create') {
      if (state.has(key)) wrong('it was already there');
      state.set(key, after);
    } else {
      if (!state.has(key)) wrong('it was not there');
      if (change && state.get(key) !== before) wrong(`it was ${state.get(key)}, not ${before}`);
      if (change) state.set(key, after);
    }
  }
  return problems;
}

/** What is in the tables. */
export async function tablesOf(app: {
  run: <Args extends unknown[], Result>(
    fn: (strapi: Core.Strapi, ...args: Args) => Promise<Result>,
    ...args: Args
  ) => Promise<Result>;
}): Promise<State> {
  const rows = await app.run(async (strapi, watched) => {
    const all = [];
    for (const { type, table, field, isDocument } of watched) {
      for (const row of await strapi.db.connection(table).select('*')) {
        const hasStatus = type === 'api::article.article';
        all.push({
          type,
          row: String(isDocument ? row.document_id : row.id),
          status: hasStatus ? (row.published_at ? 'published' : 'draft') : null,
          value: row[field] as string | null,
        });
      }
    }
    return all;
  }, WATCHED);
  return new Map(rows.map(({ type, row, status, value }) => [keyOf(type, row, status), value]));
}

const keyOf = (type: string, row: string, status: string | null): string =>
  [type, row, status].filter((part) => part !== null).join(' ');
