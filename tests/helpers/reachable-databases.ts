import { spawnSync } from 'node:child_process';
import { serverUrl, type DatabaseClient } from './app/databases';

const DEFAULT_PORTS = { postgres: 5432, mysql: 3306 };
const PROBE = `
  const [host, port] = process.argv.slice(1);
  const socket = require('node:net').connect({ host, port: Number(port), timeout: 2000 });
  socket.once('connect', () => process.exit(0));
  socket.once('error', () => process.exit(1));
  socket.once('timeout', () => process.exit(1));
`;

const answers = (client: 'postgres' | 'mysql'): boolean => {
  const { hostname, port } = new URL(serverUrl[client]());
  const target = [hostname, port || String(DEFAULT_PORTS[client])];
  return spawnSync(process.execPath, ['-e', PROBE, ...target]).status === 0;
};

/**
 * SQLite, and the servers that answer now. Read once, before the tests are named: a suite on a
 * database that is not there would have to be skipped.
 */
export const reachableDatabases: readonly DatabaseClient[] = [
  'sqlite',
  ...(['postgres', 'mysql'] as const).filter(answers),
];
