import { once } from 'node:events';
import { basename, extname } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { KeptFile, ArchiveLocation } from './location';

/** A file as upload providers know it. They store it as `path/hash+ext`, and may add properties. */
export interface ProviderFile {
  name: string;
  hash: string;
  ext: string;
  mime: string;
  path: string;
  stream?: Readable;
  url?: string;
}

/** What the configured upload provider offers, as Strapi's upload plugin wraps it. */
export interface UploadProvider {
  isPrivate(): boolean | Promise<boolean>;
  uploadStream?(file: ProviderFile): Promise<unknown>;
  getSignedUrl(file: ProviderFile): Promise<{ url: string }>;
  delete(file: ProviderFile): Promise<unknown>;
}

/** Only the methods that an archive needs are sure to exist. */
export type StreamingProvider = UploadProvider & Required<Pick<UploadProvider, 'uploadStream'>>;

type Fetch = (url: string, options: RequestInit) => Promise<Response>;

/** Providers with folders keep the parts separate from the media. */
const PATH = 'audit-trail';

const MIME: Record<string, string> = { '.gz': 'application/gzip', '.json': 'application/json' };

const fileOf = (name: string): ProviderFile => {
  const ext = extname(name);
  return { name, hash: basename(name, ext), ext, mime: MIME[ext]!, path: PATH };
};

async function download(provider: UploadProvider, file: ProviderFile, fetch: Fetch) {
  const { url } = await provider.getSignedUrl(file);
  if (!/^https?:/.test(url)) throw new Error(`its signed address "${url}" is none of HTTP`);
  // The stored bytes, and not what a storage may unpack on the way.
  const response = await fetch(url, { headers: { 'Accept-Encoding': 'identity' } });
  if (!response.ok || !response.body) {
    throw new Error(`what was stored cannot be fetched again: HTTP status ${response.status}`);
  }
  return Readable.fromWeb(response.body as ReadableStream);
}

/** Files in the application's own media storage, which is private: separate from the media. */
export const createProviderLocation = (
  provider: StreamingProvider,
  { providerName, fetch }: { providerName: string; fetch: Fetch }
): ArchiveLocation => ({
  title: `the upload provider "${providerName}"`,
  fix: 'Look at what the provider says, and whether its storage can be reached.',

  async keep(name, content): Promise<KeptFile> {
    const file = fileOf(name);
    const remove = async () => void (await provider.delete(file));
    try {
      file.stream = content;
      // A provider may wait forever for the end of a failed stream.
      const failed = once(content, 'end').then(() => new Promise<never>(() => undefined));
      await Promise.race([provider.uploadStream(file), failed]);
    } catch (error) {
      await remove().catch(() => undefined);
      throw error;
    } finally {
      delete file.stream;
    }
    return { read: () => download(provider, file, fetch), remove };
  },
});
