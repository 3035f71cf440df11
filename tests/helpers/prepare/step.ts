import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { CACHE_DIR, ROOT } from '../paths';

function* filesUnder(path: string): Generator<string> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isFile()) yield path;
  if (!stat?.isDirectory()) return;
  for (const name of readdirSync(path).sort()) {
    if (name !== 'node_modules') yield* filesUnder(join(path, name));
  }
}

/** One hash over files and folders relative to the repository, and further facts. */
export function hashOf(paths: string[], ...facts: string[]): string {
  const hash = createHash('sha256');
  for (const fact of facts) hash.update(fact).update('\0');
  for (const path of paths) {
    for (const file of filesUnder(join(ROOT, path))) {
      // Size before content: the boundary between two files must count too.
      const content = readFileSync(file);
      hash.update(`${file.slice(ROOT.length)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

export interface Step {
  name: string;
  /** What the result depends on: the step is left out while this is the same. */
  key(): string;
  /** Whether the result of an earlier run is still there. */
  isThere(): boolean;
  run(): Promise<void>;
}

/** Runs the step unless its inputs are those of the last complete run. */
export async function runStep(step: Step, say: (line: string) => void): Promise<void> {
  const stamp = join(CACHE_DIR, `${step.name.replaceAll(' ', '-')}.stamp`);
  const key = step.key();
  if (step.isThere() && existsSync(stamp) && readFileSync(stamp, 'utf8') === key) {
    say(`${step.name}: up to date`);
    return;
  }
  // A run that dies half-way must not look complete.
  rmSync(stamp, { force: true });
  say(`${step.name} …`);
  const from = Date.now();
  await step.run();
  mkdirSync(CACHE_DIR, { recursive: true });
  writeFileSync(stamp, key);
  say(`${step.name}: done in ${((Date.now() - from) / 1000).toFixed(1)} s`);
}
