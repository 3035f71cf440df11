import { prepareApp } from './prepare-app';
import { report } from './run-all/report';
import { jest } from './run-all/suites';

async function main(): Promise<void> {
  await prepareApp();
  report('install', [await jest('install', ...process.argv.slice(2))]);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
