import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { filesOf } from './manifest';

/** The suffix of a file that is being written. */
export const UNFINISHED = '.unfinished';

/** Another process may be writing younger files. */
const DAY_MS = 86_400_000;

const PART = /^(audit-logs-[\dTZ-]+-[\da-f-]{36})\.(?:jsonl\.gz|manifest\.json)(\.unfinished)?$/;

/** Removes what a crash left: incomplete files, and parts without a manifest. */
async function tidyFolder(folder: string, now: number): Promise<void> {
  const names = await readdir(folder);
  const there = new Set(names);
  const leftovers = names.filter((name) => {
    const [, part, unfinished] = PART.exec(name) ?? [];
    return part !== undefined && (unfinished || !there.has(filesOf(part).manifest));
  });
  for (const name of leftovers) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (now - mtimeMs > DAY_MS) await rm(path, { force: true });
  }
}

/** Tidies a folder when called, but at most once a day: there may be many parts in it. */
export function createTidy(folder: string): () => Promise<void> {
  let tidiedAt = -Infinity;
  return async () => {
    const now = Date.now();
    if (now - tidiedAt < DAY_MS) return;
    await tidyFolder(folder, now);
    tidiedAt = now;
  };
}
