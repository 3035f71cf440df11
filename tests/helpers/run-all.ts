import { findBrowser } from './find-browser';
import { prepareApp } from './prepare-app';
import { leaveOutFlags } from './run-all/left-out';
import { report } from './run-all/report';
import { check, jest, playwright, type Outcome } from './run-all/suites';

const NO_BROWSER =
  'no Chromium found: install one (Debian: "apt-get install -y chromium", anywhere: ' +
  '"npx playwright install chromium") or name it in CHROMIUM_PATH';

async function browserTests(): Promise<Outcome> {
  const browser = findBrowser();
  if (browser) return playwright(browser);
  const failed = process.env.CI === 'true' ? 1 : 0;
  return { name: 'e2e', passed: 0, failed, skipped: 0, seconds: 0, leftOut: NO_BROWSER };
}

const smallOnes = async (): Promise<Outcome[]> => [
  await check('typecheck'),
  await check('verify'),
  await jest('component', '--maxWorkers=1'),
  await jest('contract', '--maxWorkers=1'),
];

async function main(): Promise<void> {
  await prepareApp();
  // ESLint and the type checker use one core each.
  const [lint, others] = await Promise.all([check('lint'), smallOnes()]);
  report('all', [
    ...[lint, ...others],
    await jest('unit'),
    await jest('database'),
    await jest('integration', '--maxWorkers=2', ...leaveOutFlags('sqlite')),
    await browserTests(),
  ]);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
