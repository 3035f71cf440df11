import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { APP_DIR, CACHE_DIR, INSTALLED_PLUGIN, PLUGIN_NAME, ROOT } from '../paths';
import { command } from './command';
import { hashOf, type Step } from './step';

const DIST = ['dist/server/index.js', 'dist/admin/index.js'];
const distIsThere = () => DIST.every((file) => existsSync(join(ROOT, file)));

/** What package.json says to the build and to npm; a changed script must rebuild nothing. */
const manifest = () => {
  const json = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as object;
  return JSON.stringify({ ...json, scripts: undefined });
};

export const buildPlugin: Step = {
  name: 'plugin build',
  key: () => hashOf(['server', 'admin', 'package-lock.json', 'tsconfig.json'], manifest()),
  isThere: distIsThere,
  async run() {
    rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
    await command('npx', ['--no-install', 'strapi-plugin', 'build'], { cwd: ROOT });
    if (!distIsThere()) throw new Error(`strapi-plugin build left out one of ${DIST.join(', ')}.`);
  },
};

/** Node would look above tests/app too, and there find the repository's own packages. */
function assertDependenciesAreTheApps(): void {
  const { dependencies = {} } = JSON.parse(
    readFileSync(join(INSTALLED_PLUGIN, 'package.json'), 'utf8')
  ) as { dependencies?: Record<string, string> };
  const homes = [join(INSTALLED_PLUGIN, 'node_modules'), dirname(INSTALLED_PLUGIN)];
  for (const name of Object.keys(dependencies)) {
    if (!homes.some((home) => existsSync(join(home, name, 'package.json')))) {
      throw new Error(`npm did not install "${name}", a dependency of ${PLUGIN_NAME}.`);
    }
  }
}

/** Packs the plugin and lets npm install the tarball, as in a project that depends on it. */
export const installPlugin: Step = {
  name: 'plugin installation',
  key: () => hashOf(['dist', 'server/bin', 'strapi-server.js', 'strapi-admin.js'], manifest()),
  isThere: () => existsSync(join(INSTALLED_PLUGIN, 'package.json')),
  async run() {
    const target = join(CACHE_DIR, 'package');
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    const packed = await command('npm', ['pack', '--json', '--pack-destination', target], {
      cwd: ROOT,
    });
    const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
    // Without this npm keeps an installed copy whose version is the same.
    rmSync(INSTALLED_PLUGIN, { recursive: true, force: true });
    await command(
      'npm',
      [
        'install',
        '--no-save',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
        join(target, filename),
      ],
      { cwd: APP_DIR }
    );
    assertDependenciesAreTheApps();
  },
};
