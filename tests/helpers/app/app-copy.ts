import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APP_DIR } from '../paths';

/** What of the application is its own, and not installed or built. */
export const APP_SOURCES = ['package.json', 'config', 'src', 'database', 'public', 'providers'];

/**
 * A throw-away copy of the application outside the repository, for what writes into its sources
 * (`strapi develop`) or looks for a tsconfig.json in the folders above them (`strapi build` would
 * find the repository's and take the application for a TypeScript one).
 */
export function copyApp(): { dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'audit-trail-app-'));
  for (const name of APP_SOURCES) cpSync(join(APP_DIR, name), join(dir, name), { recursive: true });
  symlinkSync(join(APP_DIR, 'node_modules'), join(dir, 'node_modules'), 'dir');
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
