import type { App } from '../../helpers/boot-app';

const COLUMNS = {
  action: 'action',
  'actor.type': 'actor_type',
  'actor.id': 'actor_id',
  'actor.email': 'actor_email',
  'resource.type': 'resource_type',
  'resource.id': 'resource_id',
  'resource.documentId': 'resource_document_id',
  'resource.locale': 'resource_locale',
  'resource.status': 'resource_status',
  'resource.name': 'resource_name',
  outcome: 'outcome',
  origin: 'origin',
  'request.ip': 'ip',
  'request.id': 'request_id',
  operationId: 'operation_id',
};

/** The most and the least common value of each column, the most common words, and some events. */
export const vocabularyOf = (app: App) =>
  app.run(async ({ db }, columns) => {
    const events = () => db.connection('audit_trail_events');
    const values: Record<string, string[]> = {};
    for (const [field, column] of Object.entries(columns)) {
      const counted: Record<string, unknown>[] = await events()
        .whereNotNull(column)
        .select(column)
        .count({ n: '*' })
        .groupBy(column)
        .orderBy('n', 'desc')
        .limit(2_000);
      const found = counted.map((row) => String(row[column]));
      values[field] = [
        ...new Set([found[0], found[1], found.at(-1)].filter((one) => one !== undefined)),
      ];
    }
    const terms = (await db
      .connection('audit_trail_postings')
      .join('audit_trail_terms', 'audit_trail_terms.id', 'audit_trail_postings.term_id')
      .where('term', 'like', 'r:%')
      .select('term')
      .count({ n: '*' })
      .groupBy('term')
      .orderBy('n', 'desc')
      .limit(12)) as unknown as { term: string }[];
    const ids: string[] = [];
    for (const [direction, offset] of [
      ['desc', 0],
      ['desc', 150_000],
      ['asc', 0],
    ] as const) {
      const row = await events()
        .orderBy('occurred_at', direction)
        .offset(offset)
        .first('document_id');
      ids.push(String(row.document_id));
    }
    return { values, words: terms.map(({ term }) => term.slice(2)), events: ids };
  }, COLUMNS);

/** Gives the log so many more actors, each with one event. */
export const addActors = (app: App, count: number) =>
  app.run(async ({ db }, many) => {
    const { connection } = db;
    const now = Date.now();
    for (let start = 0; start < many; start += 50) {
      await connection('audit_trail_events').insert(
        Array.from({ length: 50 }, (_, at) => ({
          ...{ document_id: `actor-${start + at}`, occurred_at: now - 1_000 * (start + at) },
          action: 'entry.update',
          outcome: 'success',
          origin: 'content-api',
          count: 1,
          actor_type: 'end-user',
          actor_id: String(1_000 + start + at),
          ...{ actor_name: `Reader ${start + at}`, actor_email: `reader${start + at}@example.com` },
          tags: '[]',
          changes: '[]',
          changed_fields: 0,
          bytes: 300,
        }))
      );
    }
  }, count);
