import type { App } from '../../helpers/boot-app';
import { indexEvents } from '../../helpers/index-events';
import type { Row } from '../../helpers/plugin-tables';
import { multiply, type Stretch } from './multiply';
import { insertPostings, skipIndexing } from './postings';
import { analyze, runSql, withoutIndexes } from './statements';

/** One event as its tables hold it. */
export interface StoredActivity {
  event: Row;
  request: Row | null;
}

const TABLES = { events: 'audit_trail_events', requests: 'audit_trail_requests' };
const TABLE_NAMES = Object.values(TABLES);

/** Durability of a database that can be made anew at any time. */
const HASTE = {
  sqlite: ['PRAGMA synchronous = OFF', 'PRAGMA cache_size = -500000', 'PRAGMA temp_store = MEMORY'],
  postgres: [],
  mysql: [],
};

/** On SQLite, the trigger that refuses an event twice looks for it by this index. */
const KEPT_INDEXES = ['audit_trail_events_document_id'];

const KEYS = {
  sqlite: [],
  postgres: [
    `SELECT setval(pg_get_serial_sequence('${TABLES.events}', 'id'), (SELECT max(id) FROM ${TABLES.events}))`,
  ],
  mysql: [],
};

/**
 * Puts events of a pool into the journal many times, with their requests, and makes them findable.
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
    await indexEvents(app);
    await skipIndexing(app, stretch);
    await withoutIndexes(app, { tables: TABLE_NAMES, except: KEPT_INDEXES }, insert);
    await insertPostings(app, pool, stretch);
  } else await insert();
  await runSql(app, KEYS[app.database]);
  await indexEvents(app);
  await analyze(app, [...TABLE_NAMES, 'audit_trail_terms', 'audit_trail_postings']);
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
    table: TABLES.requests,
    pool: pool.map(({ request }) => (request ? [request] : [])),
    vary: { request_id: { uuid: 1 }, occurred_at: 'milliseconds' },
    stretch,
  });
}
