import { EVENT_TABLE, POSTING_TABLE, REQUEST_TABLE, TERM_TABLE } from '../../server/src/plugin-id';
import type { DatabaseClient } from './app/databases';

const EVENT = "(id, document_id, action) VALUES (1, 'first', 'forged')";
/** Another row of which only one value is that of an event that is there. */
const SAME_ID = "(id, document_id, action) VALUES (1, 'other', 'forged')";
const SAME_DOCUMENT = "(document_id, action) VALUES ('first', 'forged')";
const TERM = "(id, term) VALUES (1, 't:field:title')";
const SAME_TERM = "(term) VALUES ('t:field:title')";
const POSTING = '(term_id, occurred_at, event_id) VALUES (1, 5, 1)';
const REQUEST = "(request_id, request_body) VALUES ('r1', 'forged')";

/** Every way of a database's own SQL to change or replace a row that is there. */
export function rewritesOf(client: DatabaseClient): string[] {
  const changes = [
    `UPDATE ${EVENT_TABLE} SET action = 'forged'`,
    `UPDATE ${EVENT_TABLE} SET id = 9 WHERE id = 1`,
    `DELETE FROM ${EVENT_TABLE} WHERE id = 1`,
    `UPDATE ${TERM_TABLE} SET term = 'forged'`,
    `UPDATE ${TERM_TABLE} SET id = 7`,
    `DELETE FROM ${TERM_TABLE}`,
    `UPDATE ${POSTING_TABLE} SET event_id = 2`,
    `UPDATE ${POSTING_TABLE} SET occurred_at = 9`,
    `DELETE FROM ${POSTING_TABLE}`,
    `UPDATE ${REQUEST_TABLE} SET request_body = 'forged'`,
    `DELETE FROM ${REQUEST_TABLE}`,
  ];
  const events = [EVENT, SAME_ID, SAME_DOCUMENT];
  const ways = {
    sqlite: [
      ...events.map((row) => `INSERT OR REPLACE INTO ${EVENT_TABLE} ${row}`),
      ...events.map((row) => `REPLACE INTO ${EVENT_TABLE} ${row}`),
      ...events.map((row) => `INSERT OR IGNORE INTO ${EVENT_TABLE} ${row}`),
      ...['REPLACE', 'IGNORE', 'FAIL', 'ROLLBACK'].map(
        (how) => `UPDATE OR ${how} ${EVENT_TABLE} SET document_id = 'second' WHERE id = 1`
      ),
      `INSERT INTO ${EVENT_TABLE} ${SAME_DOCUMENT} ON CONFLICT (document_id) DO UPDATE SET action = 'forged'`,
      `INSERT INTO ${EVENT_TABLE} ${EVENT} ON CONFLICT (id) DO UPDATE SET action = 'forged'`,
      `INSERT OR REPLACE INTO ${EVENT_TABLE} (id, document_id, action) SELECT id, document_id, 'forged' FROM ${EVENT_TABLE}`,
      `INSERT OR REPLACE INTO ${TERM_TABLE} (id, term) VALUES (1, 'forged')`,
      `INSERT OR REPLACE INTO ${TERM_TABLE} ${SAME_TERM}`,
      `INSERT INTO ${TERM_TABLE} ${SAME_TERM} ON CONFLICT (term) DO UPDATE SET term = 'forged'`,
      `UPDATE OR REPLACE ${TERM_TABLE} SET id = 7`,
      `INSERT INTO ${POSTING_TABLE} ${POSTING} ON CONFLICT DO UPDATE SET event_id = 2`,
      `UPDATE OR REPLACE ${POSTING_TABLE} SET event_id = 2`,
      `INSERT OR REPLACE INTO ${REQUEST_TABLE} ${REQUEST}`,
      `INSERT INTO ${REQUEST_TABLE} ${REQUEST} ON CONFLICT (request_id) DO UPDATE SET request_body = 'forged'`,
    ],
    postgres: [
      `INSERT INTO ${EVENT_TABLE} ${SAME_DOCUMENT} ON CONFLICT (document_id) DO UPDATE SET action = 'forged'`,
      `INSERT INTO ${EVENT_TABLE} ${EVENT} ON CONFLICT DO NOTHING`,
      `MERGE INTO ${EVENT_TABLE} e USING (SELECT 1 AS id) s ON e.id = s.id WHEN MATCHED THEN UPDATE SET action = 'forged'`,
      `MERGE INTO ${EVENT_TABLE} e USING (SELECT 1 AS id) s ON e.id = s.id WHEN MATCHED THEN DELETE`,
      `INSERT INTO ${REQUEST_TABLE} ${REQUEST} ON CONFLICT (request_id) DO UPDATE SET request_body = 'forged'`,
      `TRUNCATE ${REQUEST_TABLE}`,
      `TRUNCATE ${EVENT_TABLE}`,
      `TRUNCATE ${TERM_TABLE}`,
      `TRUNCATE ${EVENT_TABLE}, ${POSTING_TABLE} RESTART IDENTITY CASCADE`,
      `WITH gone AS (DELETE FROM ${EVENT_TABLE} RETURNING *) SELECT * FROM gone`,
    ],
    mysql: [
      ...events.map((row) => `REPLACE INTO ${EVENT_TABLE} ${row}`),
      ...events.map((row) => `INSERT IGNORE INTO ${EVENT_TABLE} ${row}`),
      ...events.map(
        (row) => `INSERT INTO ${EVENT_TABLE} ${row} ON DUPLICATE KEY UPDATE action = 'forged'`
      ),
      `REPLACE INTO ${TERM_TABLE} ${TERM}`,
      `REPLACE INTO ${TERM_TABLE} ${SAME_TERM}`,
      `REPLACE INTO ${REQUEST_TABLE} ${REQUEST}`,
      `INSERT INTO ${REQUEST_TABLE} ${REQUEST} ON DUPLICATE KEY UPDATE request_body = 'forged'`,
      `INSERT INTO ${TERM_TABLE} ${TERM} ON DUPLICATE KEY UPDATE term = 'forged'`,
      `INSERT INTO ${POSTING_TABLE} ${POSTING} ON DUPLICATE KEY UPDATE event_id = 2`,
      `UPDATE IGNORE ${EVENT_TABLE} SET action = 'forged'`,
      `DELETE IGNORE FROM ${EVENT_TABLE}`,
      `DELETE e, t FROM ${EVENT_TABLE} e JOIN ${POSTING_TABLE} t ON t.event_id = e.id`,
      `UPDATE ${EVENT_TABLE} e JOIN ${POSTING_TABLE} t ON t.event_id = e.id SET e.action = 'forged'`,
    ],
  } satisfies Record<DatabaseClient, string[]>;
  return [...changes, ...ways[client]];
}
