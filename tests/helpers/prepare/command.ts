import { spawn } from 'node:child_process';

/**
 * Runs a program to its end, in this process's environment unless another is given.
 * @returns stdout
 * @throws with the whole output when it fails.
 */
export function command(
  program: string,
  args: string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv }
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let all = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      all += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (all += text));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) return resolve(stdout);
      return reject(new Error(`${program} ${args.join(' ')} failed (${signal ?? code}):\n${all}`));
    });
  });
}
