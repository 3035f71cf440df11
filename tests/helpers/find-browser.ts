import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const DEBIAN = '/usr/bin/chromium';

/** The Chromium to test with: CHROMIUM_PATH, else the system's, else the one Playwright installed. */
export function findBrowser(): string | undefined {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted && !existsSync(wanted)) throw new Error(`CHROMIUM_PATH: there is no file ${wanted}.`);
  return [wanted, DEBIAN, chromium.executablePath()].find((path) => path && existsSync(path));
}
