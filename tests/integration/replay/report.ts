import { writeFileSync } from 'node:fs';

/** Keeps what a run found in the file that REPLAY_REPORT names. */
export function report(found: object, suffix = ''): void {
  const file = process.env.REPLAY_REPORT;
  if (file) writeFileSync(`${file}${suffix}`, `${JSON.stringify(found, null, 2)}\n`);
}
