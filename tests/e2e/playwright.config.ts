import { defineConfig } from '@playwright/test';

import { findBrowser } from '../helpers/find-browser';
import { BASE_URL, SUPER_ADMIN_STATE } from './session';

const WRITING = ['live.spec.ts', 'export.spec.ts'];
const takesScreenshots = process.env.README_SCREENSHOTS === 'true';

/** One Strapi in production mode, filled with the demo's actions, for all tests. */
export default defineConfig({
  testDir: __dirname,
  // The pictures of the README change with every run, so they are taken on demand only.
  projects: takesScreenshots
    ? [{ name: 'pictures', testMatch: 'readme.screenshots.ts' }]
    : [
        { name: 'reading', testMatch: '*.spec.ts', testIgnore: WRITING },
        // These add events to the log, which tests beside them would see.
        { name: 'writing', testMatch: 'live.spec.ts', dependencies: ['reading'] },
        { name: 'exporting', testMatch: 'export.spec.ts', dependencies: ['writing'] },
      ],
  outputDir: '../.cache/e2e/results',
  globalSetup: require.resolve('./global-setup'),
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    baseURL: process.env[BASE_URL],
    storageState: SUPER_ADMIN_STATE,
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
    timezoneId: 'Asia/Tokyo',
    permissions: ['clipboard-read', 'clipboard-write'],
    // A trace costs a third of the time; `--trace retain-on-failure` brings it.
    trace: 'off',
    launchOptions: {
      executablePath: findBrowser(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
