import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPORTS_DIR } from '../paths';
import { describeOutcome, line } from './outcome';
import type { Outcome } from './suites';

const MOST_FAILURES = 40;

const fileOf = (run: string): string => join(REPORTS_DIR, `${run}.run.json`);

/** Prints what a run of suites came to, keeps it for the summary, and fails the process if need be. */
export function report(run: string, outcomes: readonly Outcome[]): void {
  mkdirSync(REPORTS_DIR, { recursive: true });
  writeFileSync(fileOf(run), JSON.stringify(outcomes));
  print(outcomes);
}

/** Prints several runs as one. A run that left no report ended before its end, which is a failure. */
export function summarize(runs: readonly string[]): void {
  print(
    runs.flatMap((run): Outcome[] =>
      existsSync(fileOf(run))
        ? (JSON.parse(readFileSync(fileOf(run), 'utf8')) as Outcome[])
        : [
            {
              name: run,
              passed: 0,
              failed: 1,
              skipped: 0,
              seconds: 0,
              leftOut: 'it ended without a report',
            },
          ]
    )
  );
}

function print(outcomes: readonly Outcome[]): void {
  const sum = (key: 'passed' | 'failed' | 'skipped') =>
    outcomes.reduce((total, one) => total + one[key], 0);
  const total = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
  const failures = outcomes.flatMap(({ name, failures = [] }) =>
    failures.map((failure) => `✕ ${name}: ${failure}`)
  );
  // The total is last, where the end of a long log is all that is kept.
  const parts = [outcomes.map(describeOutcome), failures.slice(0, MOST_FAILURES), [line(total)]];
  console.log(parts.map((lines) => ['', ...lines].join('\n')).join('\n'));
  if (total.failed > 0) process.exitCode = 1;
}
