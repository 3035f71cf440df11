import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE_DIR } from '../paths';

const LOCK = join(CACHE_DIR, 'prepare.pid');

const holder = (): number | undefined => {
  try {
    const pid = Number(readFileSync(LOCK, 'utf8'));
    process.kill(pid, 0);
    return pid;
  } catch {
    // No file, or a process that died without removing it.
    return undefined;
  }
};

/**
 * Runs the action unless another process prepares the same checkout.
 * @throws when one does: two would write into the same folders.
 */
export async function alone(action: () => Promise<void>): Promise<void> {
  mkdirSync(CACHE_DIR, { recursive: true });
  const pid = holder();
  if (pid !== undefined) {
    throw new Error(`Process ${pid} prepares tests/app already: wait until it is done, or end it.`);
  }
  rmSync(LOCK, { force: true });
  writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
  try {
    await action();
  } finally {
    rmSync(LOCK, { force: true });
  }
}
