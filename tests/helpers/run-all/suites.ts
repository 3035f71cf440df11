import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { REPORTS_DIR, ROOT } from '../paths';
import {
  failuresOfJest,
  failuresOfPlaywright,
  type JestReport,
  type PlaywrightReport,
} from './failures';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** Which tests failed, and why, a line each. */
  failures?: string[];
}

export interface Outcome extends Counts {
  name: string;
  seconds: number;
  /** Why the suite did not run. */
  leftOut?: string;
}

/** Runs the program with its output shown. */
const show = (program: string, args: string[], env: Record<string, string> = {}) =>
  new Promise<boolean>((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: 'inherit',
    });
    child.once('error', reject);
    child.once('close', (code) => resolve(code === 0));
  });

/** Runs a suite under its name. */
export async function timed(name: string, run: () => Promise<Counts>): Promise<Outcome> {
  console.log(`\n──── ${name}`);
  const from = Date.now();
  const counts = await run();
  return { name, ...counts, seconds: Math.round((Date.now() - from) / 1000) };
}

/** Reads a report; a program that failed without naming a failed test counts as one failure. */
function countsOf<Report>(file: string, succeeded: boolean, read: (report: Report) => Counts) {
  const counts = existsSync(file)
    ? read(JSON.parse(readFileSync(file, 'utf8')) as Report)
    : { passed: 0, failed: 0, skipped: 0 };
  return { ...counts, failed: succeeded ? counts.failed : Math.max(counts.failed, 1) };
}

function reportFile(name: string): string {
  mkdirSync(REPORTS_DIR, { recursive: true });
  const file = join(REPORTS_DIR, `${name}.json`);
  // The report of an earlier run must not stand for this one.
  rmSync(file, { force: true });
  return file;
}

/** A check without tests of its own, e.g. lint: it passes or fails as one. */
export const check = (script: string) =>
  timed(script, async () => {
    const succeeded = await show('npm', ['run', '--silent', script]);
    return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
  });

/** One Jest project of tests/jest.config.js. */
export const jest = (project: string, ...flags: string[]) => namedJest(project, project, flags);

/** The same under another name and with variables, e.g. on a database server. */
export const jestOn = (
  name: string,
  project: string,
  flags: string[],
  env: Record<string, string>
) => namedJest(name, project, ['--maxWorkers=2', ...flags], env);

const namedJest = (
  name: string,
  project: string,
  flags: string[],
  env: Record<string, string> = {}
) =>
  timed(name, async () => {
    const file = reportFile(name);
    const args = ['--selectProjects', project, '-c', 'tests/jest.config.js', ...flags];
    const report = ['--json', '--outputFile', file];
    const succeeded = await show('npx', ['--no-install', 'jest', ...args, ...report], env);
    return countsOf<JestReport>(file, succeeded, (found) => ({
      passed: found.numPassedTests,
      failed: found.numFailedTests,
      skipped: found.numPendingTests + found.numTodoTests,
      failures: failuresOfJest(found),
    }));
  });

/** The browser tests, in the given Chromium. */
export const playwright = (browser: string) =>
  timed('e2e', async () => {
    const file = reportFile('e2e');
    const args = ['-c', 'tests/e2e/playwright.config.ts', '--reporter', 'list,json'];
    const succeeded = await show('npx', ['--no-install', 'playwright', 'test', ...args], {
      CHROMIUM_PATH: browser,
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    });
    // A test that passed only when repeated did not pass.
    return countsOf<PlaywrightReport>(file, succeeded, ({ stats, suites }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
      skipped: stats.skipped,
      failures: failuresOfPlaywright({ suites }),
    }));
  });
