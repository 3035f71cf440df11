import { isReachable } from '../helpers/app/databases';
import { killOften, LIMIT_MS } from './kill-often';

it(
  'kill -9 leaves no change without an event and no event without a change on PostgreSQL',
  async () => {
    if (await isReachable('postgres')) return killOften('postgres');
    if (process.env.CI === 'true') throw new Error('No PostgreSQL server answers.');
    return console.log('PostgreSQL left out: start a server, or set TEST_POSTGRES_URL');
  },
  LIMIT_MS
);
