import { termsOf, type TermRow } from '../../../server/src/journal/search-index/terms';
import type { App } from '../../helpers/boot-app';
import type { StoredActivity } from './journal';
import { multiply, type Stretch } from './multiply';
import { insertRows, selectRows } from './statements';

const TERMS = 'audit_trail_terms';

/** The plugin takes the events of this stretch for indexed, and leaves them to `insertPostings`. */
export const skipIndexing = (app: App, { firstKey, count }: Stretch): Promise<void> =>
  app.run(
    async ({ db }, cursor) => {
      const row = () => db.connection('audit_trail_state').where({ name: 'search-index' });
      const { value } = await row().first('value');
      await row().update({ value: JSON.stringify({ ...JSON.parse(value), cursor }) });
    },
    firstKey + count - 1
  );

/**
 * Makes the events of a pool findable as often as they were inserted. The plugin finds the terms;
 * SQL copies them, in the order of the index, several times as fast as the plugin would follow.
 */
export async function insertPostings(
  app: App,
  pool: readonly StoredActivity[],
  stretch: Stretch
): Promise<void> {
  const terms = pool.map(({ event }) => termsOf(event as unknown as TermRow));
  const known = new Set((await selectRows(app, TERMS)).map(({ term }) => term));
  const missing = [...new Set(terms.flat())].filter((term) => !known.has(term));
  await insertRows(
    app,
    TERMS,
    missing.map((term) => ({ term }))
  );
  const ids = new Map((await selectRows(app, TERMS)).map(({ term, id }) => [term, id]));
  await multiply(app, {
    table: 'audit_trail_postings',
    pool: terms.map((found) => found.map((term) => ({ term_id: ids.get(term) }))),
    vary: { event_id: 'key', occurred_at: 'milliseconds' },
    stretch,
    order: 'pool.term_id, k',
  });
}
