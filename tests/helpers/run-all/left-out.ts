import type { DatabaseClient } from '../app/databases';

/** About no server, or about one that they choose themselves. */
const NO_SERVER = [
  'bad-input',
  'boot',
  'closed-builder',
  'config',
  'content-type-builder',
  'contract/contract',
  'develop',
  'hostile-questions',
  'postgres-schema',
  'purge-killed',
  'upgrade/upgrade',
  'test-application',
  'test-databases',
];

const FILES = {
  sqlite: ['instances', 'retention-instances', 'small-sort-buffer'],
  postgres: [...NO_SERVER, 'small-sort-buffer'],
  mysql: NO_SERVER,
} satisfies Record<DatabaseClient, string[]>;

/** About requests, redaction and settings, which are the same on every database. */
const SAME_EVERYWHERE = [
  'access',
  'addresses',
  'api',
  'bulk-filters',
  'canary',
  'floods',
  'never-in-the-way',
  'own-events',
  'own-source',
  'privacy',
  'recorder-service',
  'record-rules',
  'request-end',
  'response-bodies',
  'saved-views',
  'secrets',
  'un-awaited-callbacks',
];

/**
 * Jest's flags for the integration suite on a database: tests/README.md says why these files say nothing there.
 *
 * @param isShort leaves out of servers, too, what SQLite has shown
 */
export const leaveOutFlags = (client: DatabaseClient, isShort = false): string[] => {
  const files = [...FILES[client], ...(isShort ? SAME_EVERYWHERE : [])];
  return ['--testPathIgnorePatterns', ...files.map((name) => `integration/${name}\\.test`)];
};
