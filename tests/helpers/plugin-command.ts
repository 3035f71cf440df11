import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { copyApp } from './app/app-copy';
import { environment } from './app/environment';

export interface CommandOutcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs `npx strapi-plugin-audit-trail <words>` as an operator does, without a terminal, in a copy of
 * the application that `prepare` may change first.
 */
export async function pluginCommand(
  env: Record<string, string>,
  words: string[],
  prepare: (folder: string) => void = () => undefined
): Promise<CommandOutcome> {
  const copy = copyApp();
  try {
    prepare(copy.dir);
    return await outcomeOf(copy.dir, environment(env), words);
  } finally {
    copy.remove();
  }
}

const outcomeOf = (cwd: string, env: Record<string, string>, words: string[]) =>
  new Promise<CommandOutcome>((resolve, reject) => {
    const program = join(cwd, 'node_modules/.bin/strapi-plugin-audit-trail');
    const child = spawn(program, words, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const text = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (part: string) => (text[name] += part));
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...text }));
  });
