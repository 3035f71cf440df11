import type { Counts, Outcome } from './suites';

export const line = ({ passed, failed, skipped }: Counts) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/** One line of the report at the end of a run. */
export function describeOutcome(outcome: Outcome): string {
  const name = outcome.name.padEnd(12);
  if (outcome.leftOut) {
    return `${name} ${outcome.failed > 0 ? 'failed' : 'left out'}: ${outcome.leftOut}`;
  }
  return `${name} ${line(outcome)} (${outcome.seconds} s)`;
}
