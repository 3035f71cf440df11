import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createTidy, UNFINISHED } from './leftovers';
import type { ArchiveLocation } from './location';

/** The log is confidential: its files are only for the user that runs Strapi. */
const OWNER_ONLY = 0o600;

async function sync(path: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(path, flags);
  await handle.sync().finally(() => handle.close());
}

/** Makes the names in a folder survive a power cut. Windows has no such thing and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform !== 'win32') await sync(folder, 'r');
}

async function writeFile(path: string, content: Readable): Promise<void> {
  await pipeline(content, createWriteStream(path, { flags: 'wx', mode: OWNER_ONLY }));
  await sync(path, 'r+');
}

/** Files in a folder of this machine, or in a mounted one. Tidied at its first use, then daily. */
export const createFolder = (folder: string): ArchiveLocation => ({
  title: `the folder "${folder}"`,
  fix: 'Look whether the folder is there, writable and has room, or name another one in retention.archive.',

  async keep(name, content) {
    const path = join(folder, name);
    const unfinished = path + UNFINISHED;
    try {
      await writeFile(unfinished, content);
      await rename(unfinished, path);
      await syncFolder(folder);
    } catch (error) {
      await Promise.allSettled([rm(unfinished, { force: true }), rm(path, { force: true })]);
      throw error;
    }
    return {
      read: () => Promise.resolve(createReadStream(path)),
      remove: () => rm(path, { force: true }),
    };
  },

  tidy: createTidy(folder),
});
