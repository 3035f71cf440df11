import { prepareApp } from './prepare-app';
import { report } from './run-all/report';
import { jest } from './run-all/suites';

async function main(): Promise<void> {
  await prepareApp();
  report('crash', [await jest('crash', '--maxWorkers=2', ...process.argv.slice(2))]);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
