import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { APP_DIR } from '../paths';
import { command } from './command';

const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];

interface Lock {
  packages: Record<string, { version?: string; optional?: boolean; link?: boolean }>;
}

const readLock = (path: string): Lock | undefined =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Lock) : undefined;

/**
 * Whether node_modules holds what the lock file asks for. npm writes its own record last of all,
 * so that an installation that died half-way has none.
 */
function installState(): 'missing' | 'stale' | 'complete' {
  const installed = readLock(join(APP_DIR, 'node_modules/.package-lock.json'));
  if (!installed) return 'missing';
  const wanted = readLock(join(APP_DIR, 'package-lock.json'));
  const isStale = Object.entries(wanted?.packages ?? {}).some(([path, wish]) => {
    if (path === '' || wish.optional) return false;
    return installed.packages[path]?.version !== wish.version;
  });
  return isStale ? 'stale' : 'complete';
}

const NO_COMPILER =
  'better-sqlite3 could not be compiled: install a C++ toolchain (Debian and Ubuntu: ' +
  '"apt-get install -y build-essential python3", macOS: "xcode-select --install") and run the same ' +
  'command again.';

const sqliteLoads = () =>
  command(process.execPath, ['-e', "new (require('better-sqlite3'))(':memory:')"], {
    cwd: APP_DIR,
  }).then(
    () => true,
    () => false
  );

/** Makes node_modules of the application equal its lock file and its SQLite driver loadable. */
export async function installDependencies(say: (line: string) => void): Promise<void> {
  const state = installState();
  if (state === 'complete') say('application dependencies: up to date');
  else {
    say(`application dependencies (${state}), several minutes on a first run …`);
    // "install" mends what is stale in place; "ci" would download everything again.
    const args = state === 'missing' ? ['ci'] : ['install', '--no-save'];
    await command('npm', [...args, ...QUIET], { cwd: APP_DIR }).catch((error: unknown) => {
      throw /gyp ERR|prebuild-install/.test(String(error)) ? new Error(NO_COMPILER) : error;
    });
  }
  if (await sqliteLoads()) return;
  // Another version of Node than the one that compiled it, or install scripts switched off.
  say('better-sqlite3: compiling for this version of Node …');
  await command('npm', ['rebuild', 'better-sqlite3', ...QUIET], { cwd: APP_DIR }).catch(() => '');
  if (!(await sqliteLoads())) throw new Error(NO_COMPILER);
}
