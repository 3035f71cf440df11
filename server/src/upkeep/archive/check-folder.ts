import { randomUUID } from 'node:crypto';
import { mkdir, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { reasonOf } from './reason';

/** Where the application stands, and what it gives to everybody; both absolute. */
export interface AppFolders {
  root: string;
  public: string;
}

const refuse = (sentence: string, cause?: unknown) =>
  new Error(`[audit-trail] retention.archive.folder ${sentence}`, { cause });

function isWithin(folder: string, outer: string): boolean {
  const way = relative(outer, folder);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function assertNotPublic(folder: string, publicFolder: string): void {
  if (!isWithin(folder, publicFolder)) return;
  throw refuse(
    `is "${folder}", which is in the public folder "${publicFolder}": everybody could fetch the log ` +
      'from there. Name a folder outside of it.'
  );
}

const isThere = (folder: string): Promise<boolean> =>
  stat(folder).then(
    () => true,
    () => false
  );

/**
 * Makes the folder and those above it. Level by level, because `mkdir({ recursive: true })` never ends
 * where a folder exists in which none can be made, such as /proc.
 */
async function makeFolder(folder: string): Promise<void> {
  const missing: string[] = [];
  for (let level = folder; !(await isThere(level)); level = dirname(level)) missing.push(level);
  for (const level of missing.reverse()) {
    await mkdir(level, { mode: 0o700 }).catch(async (error: NodeJS.ErrnoException) => {
      // Another instance made it meanwhile.
      if (error.code !== 'EEXIST' || !(await stat(level)).isDirectory()) throw error;
    });
  }
}

/** Permissions do not tell: file systems can be read-only, and root passes them all. */
async function tryToWrite(folder: string): Promise<void> {
  const probe = join(folder, `.audit-trail-${randomUUID()}`);
  await writeFile(probe, '', { flag: 'wx' });
  await rm(probe);
}

/**
 * Makes the folder if it is not there yet, for its owner alone.
 *
 * @param wanted absolute, or relative to the application's root
 * @returns its absolute path
 * @throws a sentence for the operator where the folder is public or cannot be written to
 */
export async function prepareFolder(wanted: string, app: AppFolders): Promise<string> {
  const folder = resolve(app.root, wanted);
  assertNotPublic(folder, app.public);
  try {
    await makeFolder(folder);
    await tryToWrite(folder);
  } catch (error) {
    throw refuse(
      `is "${folder}", which cannot be written to (${reasonOf(error)}). Make it a folder that the user ` +
        'who runs Strapi may write to, or name another one.',
      error
    );
  }
  // A link may lead into the public folder.
  const publicFolder = await realpath(app.public).catch(() => app.public);
  assertNotPublic(await realpath(folder), publicFolder);
  return folder;
}
