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
  'upgrade/[a-z-]+',
  'test-application',
  'test-databases',
];

const FILES = {
  sqlite: ['instances', 'retention-instances', 'small-sort-buffer', 'undone-changes'],
  postgres: [...NO_SERVER, 'small-sort-buffer'],
  mysql: [...NO_SERVER, 'undone-changes'],
} satisfies Record<DatabaseClient, string[]>;

/** About requests, redaction, files and settings, which are the same on every database. */
const SAME_EVERYWHERE = [
  'access',
  'addresses',
  'api',
  'archive',
  'archived-purge',
  'bulk-filters',
  'canary',
  'event-size',
  'export',
  'floods',
  'journal-transfer',
  'never-in-the-way',
  'own-events',
  'own-source',
  'privacy',
  'recorder-service',
  'record-rules',
  'refused-boots',
  'request-end',
  'response-bodies',
  'retention-event-loop',
  'saved-views',
  'secrets',
  'un-awaited-callbacks',
  // Every action is tried on SQLite; those of entries, which write most tables, on PostgreSQL, too.
  'write-paths/(?!content(-places|-ways)?\\.)[a-z-]+',
];

/** The same on every server: what PostgreSQL has shown is not repeated on MySQL. */
const SAME_ON_SERVERS = [
  'belonging-rows/[a-z-]+',
  'code-cost',
  'differences/(main-fields|zones)',
  'read-cost',
  'removal',
  'write-paths/[a-z-]+',
];

/**
 * Jest's flags for the integration suite on a database: tests/README.md says why these files say nothing there.
 *
 * @param isShort leaves out of servers, too, what another database has shown
 */
export const leaveOutFlags = (client: DatabaseClient, isShort = false): string[] => {
  const short = client === 'mysql' ? [...SAME_EVERYWHERE, ...SAME_ON_SERVERS] : SAME_EVERYWHERE;
  const files = [...FILES[client], ...(isShort ? short : [])];
  return ['--testPathIgnorePatterns', ...files.map((name) => `integration/${name}\\.test`)];
};
