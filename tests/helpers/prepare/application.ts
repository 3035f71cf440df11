import { cpSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { copyApp } from '../app/app-copy';
import { environment } from '../app/environment';
import { login } from '../actors';
import { createDatabase, type TestDatabase } from '../app/databases';
import { bootApp } from '../boot-app';
import { ADMIN_BUILD, INSTALLED_PLUGIN, ROOT, TEMPLATE_DATABASE } from '../paths';
import { command } from './command';
import { hashOf, type Step } from './step';

export const buildAdmin: Step = {
  name: 'admin build',
  key: () =>
    hashOf([
      // Declarations and their maps stand under dist/admin/src and never reach the browser.
      ...readdirSync(join(INSTALLED_PLUGIN, 'dist/admin'))
        .filter((name) => name !== 'src')
        .map((name) => relative(ROOT, join(INSTALLED_PLUGIN, 'dist/admin', name))),
      'tests/app/package-lock.json',
      'tests/app/config/admin.js',
      'tests/app/config/plugins.js',
      'tests/app/config/server.js',
      'tests/app/src/admin',
    ]),
  isThere: () => existsSync(join(ADMIN_BUILD, 'index.html')),
  async run() {
    const copy = copyApp();
    try {
      await command('npx', ['--no-install', 'strapi', 'build'], {
        cwd: copy.dir,
        env: environment({ NODE_ENV: 'production' }),
      });
      rmSync(ADMIN_BUILD, { recursive: true, force: true });
      cpSync(join(copy.dir, 'build'), ADMIN_BUILD, { recursive: true });
    } finally {
      copy.remove();
    }
  },
};

/** Strapi's tables and the first Super Admin; nothing of the plugin, whose journal starts empty. */
export const makeTemplateDatabase: Step = {
  name: 'template database',
  key: () => hashOf(['tests/app/package-lock.json', 'tests/app/config', 'tests/app/src']),
  isThere: () => existsSync(TEMPLATE_DATABASE),
  async run() {
    const file = `${TEMPLATE_DATABASE}.part`;
    rmSync(file, { force: true });
    const app = await bootApp({ fresh: true, plugin: false, databaseFile: file });
    try {
      await login(app);
    } finally {
      await app.stop();
    }
    renameSync(file, TEMPLATE_DATABASE);
  },
};

/** The same on a database server, for one run. Its `drop` removes it. */
export async function makeServerTemplate(client: 'postgres' | 'mysql'): Promise<TestDatabase> {
  const database = await createDatabase(client, { file: '', fresh: true });
  const app = await bootApp({ database, plugin: false });
  try {
    await login(app);
  } finally {
    await app.stop();
  }
  return database;
}
