import { killOften, LIMIT_MS } from './kill-often';

it(
  'kill -9 leaves no change without an event and no event without a change on SQLite',
  () => killOften('sqlite'),
  LIMIT_MS
);
