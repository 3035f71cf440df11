import { EVENT_TABLE, REQUEST_TABLE, TAG_TABLE } from '../../server/src/plugin-id';
import type { DatabaseClient } from './app/databases';

const EVENT = "(id, document_id, action) VALUES (1, 'first', 'forged')";
/** Another row of which only one value is that of an event that is there. */
const SAME_ID = "(id, document_id, action) VALUES (1, 'other', 'forged')";
const SAME_DOCUMENT = "(document_id, action) VALUES ('first', 'forged')";
const TAG = "(event_id, term) VALUES (1, 't:field:title')";
const REQUEST = "(request_id, request_body) VALUES ('r1', 'forged')";

/** Every way of a database's own SQL to change or replace a row that is there. */
export function rewritesOf(client: DatabaseClient): string[] {
  const changes = [
    `UPDATE ${EVENT_TABLE} SET action = 'forged'`,
    `UPDATE ${EVENT_TABLE} SET id = 9 WHERE id = 1`,
    `DELETE FROM ${EVENT_TABLE} WHERE id = 1`,
    `UPDATE ${TAG_TABLE} SET term = 'forged'`,
    `DELETE FROM ${TAG_TABLE}`,
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
      `INSERT OR REPLACE INTO ${TAG_TABLE} (rowid, event_id, term) VALUES (1, 1, 'forged')`,
      `UPDATE OR REPLACE ${TAG_TABLE} SET rowid = 7`,
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
      `TRUNCATE ${EVENT_TABLE}, ${TAG_TABLE} RESTART IDENTITY CASCADE`,
      `WITH gone AS (DELETE FROM ${EVENT_TABLE} RETURNING *) SELECT * FROM gone`,
    ],
    mysql: [
      ...events.map((row) => `REPLACE INTO ${EVENT_TABLE} ${row}`),
      ...events.map((row) => `INSERT IGNORE INTO ${EVENT_TABLE} ${row}`),
      ...events.map(
        (row) => `INSERT INTO ${EVENT_TABLE} ${row} ON DUPLICATE KEY UPDATE action = 'forged'`
      ),
      `REPLACE INTO ${TAG_TABLE} ${TAG}`,
      `REPLACE INTO ${REQUEST_TABLE} ${REQUEST}`,
      `INSERT INTO ${REQUEST_TABLE} ${REQUEST} ON DUPLICATE KEY UPDATE request_body = 'forged'`,
      `INSERT INTO ${TAG_TABLE} ${TAG} ON DUPLICATE KEY UPDATE term = 'forged'`,
      `UPDATE IGNORE ${EVENT_TABLE} SET action = 'forged'`,
      `DELETE IGNORE FROM ${EVENT_TABLE}`,
      `DELETE e, t FROM ${EVENT_TABLE} e JOIN ${TAG_TABLE} t ON t.event_id = e.id`,
      `UPDATE ${EVENT_TABLE} e JOIN ${TAG_TABLE} t ON t.event_id = e.id SET e.action = 'forged'`,
    ],
  } satisfies Record<DatabaseClient, string[]>;
  return [...changes, ...ways[client]];
}
