import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { APP_DIR, BENCH_CACHE, ROOT } from '../../helpers/paths';
import { APP_SOURCES } from '../../helpers/app/app-copy';
import { command } from '../../helpers/prepare/command';
import { hashOf, runStep, type Step } from '../../helpers/prepare/step';
import type { Rival } from './rivals';

const SCOPED = /^@/;

const CONFIG = (rival: Rival) => `'use strict';

// Written by tests/bench: the application's own plugins, and one more.
const own = require('../base/plugins');

module.exports = (context) => ({
  ...own(context),
  // Strapi's own packages are links, and would look for it where they really are.
  '${rival.pluginId}': { enabled: true, resolve: './node_modules/${rival.name}', config: ${JSON.stringify(rival.config, null, 2)} },
});
`;

/** Installs the package and what it depends on, apart from the application's own packages. */
async function download(rival: Rival, folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const flags = [
    '--no-save',
    '--ignore-scripts',
    '--legacy-peer-deps',
    '--omit=peer',
    '--no-audit',
  ];
  await command('npm', ['install', ...flags, '--no-fund', `${rival.name}@${rival.version}`], {
    cwd: folder,
  });
  return join(folder, 'node_modules');
}

/** The application's packages by links, and of the others those that it lacks. */
function joinPackages(own: string, others: string, target: string): void {
  const link = (name: string) => symlinkSync(join(own, name), join(target, name), 'dir');
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(own)) if (!name.startsWith('.')) link(name);
  for (const name of readdirSync(others)) {
    if (name.startsWith('.') || SCOPED.test(name) || existsSync(join(target, name))) continue;
    cpSync(join(others, name), join(target, name), { recursive: true });
  }
}

const stepFor = (rival: Rival, dir: string): Step => ({
  name: `bench ${rival.name} ${rival.version}`,
  key: () =>
    hashOf(
      APP_SOURCES.map((name) => `tests/app/${name}`),
      CONFIG(rival),
      ROOT
    ),
  isThere: () => existsSync(join(dir, 'node_modules', rival.name, 'package.json')),
  async run() {
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir, { recursive: true });
    for (const name of APP_SOURCES)
      cpSync(join(APP_DIR, name), join(dir, name), { recursive: true });
    cpSync(join(dir, 'config/plugins.js'), join(dir, 'base/plugins.js'));
    writeFileSync(join(dir, 'config/plugins.js'), CONFIG(rival));
    symlinkSync(join(APP_DIR, 'build'), join(dir, 'build'), 'dir');
    const downloaded = await download(rival, join(dir, 'download'));
    joinPackages(join(APP_DIR, 'node_modules'), downloaded, join(dir, 'node_modules'));
    rmSync(join(dir, 'download'), { recursive: true });
  },
});

/**
 * The test application with that plugin installed and configured, made anew when either changes.
 *
 * @returns its folder
 * @throws what npm says
 */
export async function installRival(rival: Rival, say: (line: string) => void): Promise<string> {
  const dir = join(BENCH_CACHE, 'applications', rival.name);
  await runStep(stepFor(rival, dir), say);
  return dir;
}
