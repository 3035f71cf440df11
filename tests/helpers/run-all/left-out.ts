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

/** Jest's flags for the integration suite on a database: tests/README.md says why these files say nothing there. */
export const leaveOutFlags = (client: DatabaseClient): string[] => [
  '--testPathIgnorePatterns',
  ...FILES[client].map((name) => `integration/${name}\\.test`),
];
