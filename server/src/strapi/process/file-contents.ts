import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import type { Readable } from 'node:stream';
import type { Core } from '@strapi/types';
import type { FileContent, FilePort, WrittenContent } from '../../event';
import { currentScope, type Scope } from '../../record/scope';

/** What was handed to the upload provider and whose row is not written yet. */
export type FileContents = Pick<FilePort, 'written'>;

interface UploadFile {
  hash?: unknown;
  url?: unknown;
  provider?: unknown;
  filepath?: unknown;
  buffer?: unknown;
  getStream?: () => unknown;
}

interface ProviderService {
  upload(file: UploadFile): Promise<unknown>;
  replace(file: UploadFile, old: UploadFile): Promise<unknown>;
}

interface Services {
  extend(uid: string, wrap: (service: ProviderService) => ProviderService): void;
}

/** A stored file above this size is not read before it is replaced. */
const MAX_READ_BYTES = 256 * 1024 * 1024;
/** Rows follow their file at once; an entry that waits longer was abandoned. */
const MAX_WAIT_MS = 10 * 60_000;
const MAX_WAITING = 1_000;

/**
 * A replaced file keeps its row's `hash`, which is a name and reveals nothing about its content.
 * Every upload and replacement, from any route or code, goes through the service that passes files
 * to the provider: there the new content is read, and also the replaced content if it is on this
 * machine's disk. Call it in `register()`.
 */
export function tapFileContents(strapi: Core.Strapi): FileContents {
  const waiting: { name: string; scope: Scope | undefined; at: number; written: WrittenContent }[] =
    [];

  const note = (file: UploadFile, before: FileContent | null, after: FileContent | null): void => {
    if (typeof file.hash !== 'string' || !after) return;
    const oldest = Date.now() - MAX_WAIT_MS;
    while (waiting.length >= MAX_WAITING || (waiting[0] && waiting[0].at < oldest)) waiting.shift();
    const scope = currentScope();
    waiting.push({ name: file.hash, scope, at: Date.now(), written: { before, after } });
  };

  if (strapi.plugin('upload')) {
    (strapi.get('services') as unknown as Services).extend(
      'plugin::upload.provider',
      (service) => ({
        ...service,
        async upload(file) {
          const after = await contentOf(file);
          const result = await service.upload(file);
          note(file, null, after);
          return result;
        },
        async replace(file, old) {
          const [before, after] = [await storedContent(strapi, old), await contentOf(file)];
          const result = await service.replace(file, old);
          note(file, before, after);
          return result;
        },
      })
    );
  }

  return {
    written(name) {
      const scope = currentScope();
      // Code without a request gets a scope only when its events are written.
      const isSame = (one: Scope | undefined) =>
        one === scope || (one === undefined && scope?.request().id == null);
      const index = waiting.findIndex((one) => one.name === name && isSame(one.scope));
      return index < 0 ? null : (waiting.splice(index, 1)[0]?.written ?? null);
    },
  };
}

/** The content about to be stored; null if it can be read only once, by the provider. */
async function contentOf(file: UploadFile): Promise<FileContent | null> {
  try {
    if (Buffer.isBuffer(file.buffer)) {
      const { buffer } = file;
      return { sha256: createHash('sha256').update(buffer).digest('hex'), bytes: buffer.length };
    }
    if (typeof file.filepath === 'string') return await read(createReadStream(file.filepath));
    const [one, other] = [file.getStream?.(), file.getStream?.()];
    if (!isStream(one) || !isStream(other) || one === other) return null;
    other.destroy();
    return await read(one);
  } catch {
    return null;
  }
}

/**
 * What the local provider has stored; null for any other provider, and for files that are too
 * large.
 */
async function storedContent(strapi: Core.Strapi, file: UploadFile): Promise<FileContent | null> {
  try {
    const { url, provider } = file;
    if (provider !== 'local' || typeof url !== 'string' || !url.startsWith('/')) return null;
    const folder = strapi.dirs.static.public;
    const path = normalize(join(folder, decodeURI(url.split('?')[0] ?? '')));
    if (!path.startsWith(normalize(`${folder}/`))) return null;
    return (await stat(path)).size > MAX_READ_BYTES ? null : await read(createReadStream(path));
  } catch {
    return null;
  }
}

const isStream = (value: unknown): value is Readable =>
  typeof (value as Readable | null)?.pipe === 'function' &&
  typeof (value as Readable).destroy === 'function';

async function read(stream: Readable | ReadStream): Promise<FileContent> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}
