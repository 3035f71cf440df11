import type { App } from '../../helpers/boot-app';
import type { Row } from '../../helpers/plugin-tables';
import { multiply, type Stretch } from './multiply';
import { analyze, runSql, withoutIndexes } from './statements';

/** One event as its tables hold it. */
export interface StoredActivity {
  event: Row;
  terms: readonly string[];
  request: Row | null;
}

const TABLES = {
  events: 'audit_trail_events',
  tags: 'audit_trail_tags',
  requests: 'audit_trail_requests',
};
const TABLE_NAMES = Object.values(TABLES);

/** Durability of a database that can be made anew at any time. */
const HASTE = {
  sqlite: [
    ...['PRAGMA synchronous = OFF', 'PRAGMA cache_size = -500000', 'PRAGMA temp_store = MEMORY'],
    // The trigger that refuses an event twice looks for it, and has no index to do so meanwhile.
    'INSERT OR IGNORE INTO audit_trail_purge_key (id) VALUES (1)',
  ],
  postgres: [],
  mysql: [],
};
const HASTE_IS_OVER = { sqlite: ['DELETE FROM audit_trail_purge_key'], postgres: [], mysql: [] };

const KEYS = {
  sqlite: [],
  postgres: [
    `SELECT setval(pg_get_serial_sequence('${TABLES.events}', 'id'), (SELECT max(id) FROM ${TABLES.events}))`,
  ],
  mysql: [],
};

/**
 * Puts events of a pool into the journal many times: rows, what finds them, and their requests.
 * In haste the indexes are made afterwards, and smaller than if they had grown.
 */
export async function seedJournal(
  app: App,
  pool: readonly StoredActivity[],
  stretch: Stretch,
  { isHasty } = { isHasty: true }
): Promise<void> {
  const insert = () => insertAll(app, pool, stretch);
  if (isHasty) {
    await runSql(app, HASTE[app.database]);
    await withoutIndexes(app, TABLE_NAMES, insert);
    await runSql(app, HASTE_IS_OVER[app.database]);
  } else await insert();
  await runSql(app, KEYS[app.database]);
  await analyze(app, TABLE_NAMES);
}

async function insertAll(app: App, pool: readonly StoredActivity[], stretch: Stretch) {
  await multiply(app, {
    table: TABLES.events,
    pool: pool.map(({ event }) => [event]),
    vary: {
      id: 'key',
      document_id: { uuid: 0 },
      occurred_at: 'milliseconds',
      request_id: { uuid: 1 },
      operation_id: { uuid: 1 },
    },
    stretch,
  });
  await multiply(app, {
    table: TABLES.tags,
    pool: pool.map(({ terms }) => terms.map((term) => ({ term }))),
    vary: { event_id: 'key', occurred_at: 'milliseconds' },
    stretch,
  });
  await multiply(app, {
    table: TABLES.requests,
    pool: pool.map(({ request }) => (request ? [request] : [])),
    vary: { request_id: { uuid: 1 }, occurred_at: 'milliseconds' },
    stretch,
  });
}
