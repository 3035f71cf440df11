import { join } from 'node:path';

/** The environment of a process whose clock is ahead. */
export const clockAhead = (milliseconds: number): Record<string, string> => ({
  CLOCK_AHEAD_MS: String(milliseconds),
  NODE_OPTIONS: `--require ${join(__dirname, 'app/shift-clock.cjs')}`,
});
