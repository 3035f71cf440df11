import { relative } from 'node:path';
import { ROOT } from '../paths';

const MAX_LENGTH = 300;
// eslint-disable-next-line no-control-regex -- the colours of a terminal
const COLOURS = /\u001b\[\d*m/g;

/** The first line that says what went wrong, without colours. */
const reasonOf = (message: string): string => {
  const lines = message.replace(COLOURS, '').split('\n');
  const said = lines.map((line) => line.trim()).filter((line) => line !== '');
  return said.slice(0, 3).join(' | ').slice(0, MAX_LENGTH);
};

export interface JestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] }[];
  }[];
}

/** Which tests failed, and why, a line each. */
export const failuresOfJest = ({ testResults }: JestReport): string[] =>
  testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(ROOT, name);
    const failed = assertionResults.filter((one) => one.status === 'failed');
    if (failed.length === 0 && status === 'failed') return [`${file}: ${reasonOf(message)}`];
    return failed.map(
      ({ fullName, failureMessages = [] }) =>
        `${file} › ${fullName}: ${reasonOf(failureMessages[0] ?? '')}`
    );
  });

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs?: {
    ok: boolean;
    file: string;
    title: string;
    tests: { results: { error?: { message?: string } }[] }[];
  }[];
}

export interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  suites: PlaywrightSuite[];
}

/** The same for the browser tests. */
export const failuresOfPlaywright = ({ suites }: { suites: PlaywrightSuite[] }): string[] =>
  suites.flatMap(({ suites: inner = [], specs = [] }) => [
    ...specs
      .filter(({ ok }) => !ok)
      .map(({ file, title, tests }) => {
        const [failed] = tests.flatMap(({ results }) => results.filter(({ error }) => error));
        return `${file} › ${title}: ${reasonOf(failed?.error?.message ?? '')}`;
      }),
    ...failuresOfPlaywright({ suites: inner }),
  ]);
