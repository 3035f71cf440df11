import { randomUUID } from 'node:crypto';
import { mkdir, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { reasonOf } from './reason';

/** The application's root folder and its public folder; both absolute. */
export interface AppFolders {
  root: string;
  public: string;
}

const refuse = (message: string, cause?: unknown) =>
  new Error(`[audit-trail] retention.archive.folder ${message}`, { cause });

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
 * Creates the folder and its parents. Level by level, because `mkdir({ recursive: true })` never
 * ends if a folder exists in which none can be created, such as /proc.
 */
async function makeFolder(folder: string): Promise<void> {
  const missing: string[] = [];
  for (let level = folder; !(await isThere(level)); level = dirname(level)) missing.push(level);
  for (const level of missing.reverse()) {
    await mkdir(level, { mode: 0o700 }).catch(async (error: NodeJS.ErrnoException) => {
      // Another instance created it meanwhile.
      if (error.code !== 'EEXIST' || !(await stat(level)).isDirectory()) throw error;
    });
  }
}

/** Permissions are not enough: file systems can be read-only, and root passes all permissions. */
async function tryToWrite(folder: string): Promise<void> {
  const probe = join(folder, `.audit-trail-${randomUUID()}`);
  await writeFile(probe, '', { flag: 'wx' });
  await rm(probe);
}

/**
 * Creates the folder if it does not exist yet, for its owner alone.
 *
 * @param wanted absolute, or relative to the application's root
 * @returns its absolute path
 * @throws a message for the operator if the folder is public or cannot be written to
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
