import { join } from 'node:path';
import { copyApp } from './app/app-copy';
import type { App } from './boot-app';
import { APP_DIR } from './paths';
import { command } from './prepare/command';

export const STRAPI_BIN = join(APP_DIR, 'node_modules/@strapi/strapi/bin/strapi.js');
const ONE_MESSAGE_A_TICK = join(__dirname, 'app/one-message-a-tick.cjs');

/**
 * Runs `strapi <args>` on the data of this application, e.g. `['export', '--no-encrypt', …]`.
 * On SQLite stop or kill the application first: it holds the only connection.
 * @returns stdout
 * @throws with the whole output when the command fails.
 */
export async function strapiCli(app: Pick<App, 'env'>, args: string[]): Promise<string> {
  // In a copy, because transfers leave a log file in the folder they are run in.
  const copy = copyApp();
  const env = { ...app.env, ONE_MESSAGE_A_TICK_IN: APP_DIR };
  const flags = ['--require', ONE_MESSAGE_A_TICK];
  try {
    return await command(process.execPath, [...flags, STRAPI_BIN, ...args], { cwd: copy.dir, env });
  } finally {
    copy.remove();
  }
}
