import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APP_SOURCES } from '../helpers/app/app-copy';
import { APP_DIR, CACHE_DIR, PLUGIN_NAME } from '../helpers/paths';
import { command } from '../helpers/prepare/command';
import type { Lock } from './edges';

// Not `--prefer-offline`: a version that came out since the cache was filled would be chosen, and missed.
const QUIET = ['--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'];

/** The tarball that `npm run app:prepare` packed. */
function packedPlugin(): string {
  const folder = join(CACHE_DIR, 'package');
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  if (!tarball) throw new Error('The plugin is not packed. Run "npm run app:prepare".');
  return join(folder, tarball);
}

/** An application that was never installed: its sources, and no lock file. */
export interface LocklessApplication {
  dir: string;
  /** What npm would install today, from the registry, with nothing to hold it to older versions. */
  plan(): Promise<Lock>;
  /** Installs it. SQLite's driver is the one that tests/app compiled. */
  install(): Promise<void>;
  remove(): void;
}

/** @param withPlugin whether the packed plugin is among its dependencies */
export function makeApplication({ withPlugin }: { withPlugin: boolean }): LocklessApplication {
  const dir = mkdtempSync(join(tmpdir(), 'audit-trail-lockless-'));
  for (const name of APP_SOURCES) cpSync(join(APP_DIR, name), join(dir, name), { recursive: true });
  if (withPlugin) {
    const file = join(dir, 'package.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as { dependencies: object };
    const dependencies = { ...manifest.dependencies, [PLUGIN_NAME]: `file:${packedPlugin()}` };
    writeFileSync(file, JSON.stringify({ ...manifest, dependencies }, null, 2));
  }
  return {
    dir,
    async plan() {
      await command('npm', ['install', '--package-lock-only', ...QUIET], { cwd: dir });
      return JSON.parse(readFileSync(join(dir, 'package-lock.json'), 'utf8')) as Lock;
    },
    async install() {
      await command('npm', ['install', ...QUIET], { cwd: dir });
      const driver = 'node_modules/better-sqlite3/build';
      mkdirSync(join(dir, driver), { recursive: true });
      cpSync(join(APP_DIR, driver), join(dir, driver), { recursive: true });
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
