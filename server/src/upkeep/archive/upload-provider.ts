import { once } from 'node:events';
import { basename, extname } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { KeptFile, Place } from './place';

/** A file as upload providers know it. They keep it as `path/hash+ext`, and may add facts of their own. */
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

/** Only what an archive asks of it is sure to be there. */
export type StreamingProvider = UploadProvider & Required<Pick<UploadProvider, 'uploadStream'>>;

type Fetch = (url: string, options: RequestInit) => Promise<Response>;

/** Providers that know folders keep the parts apart from the media. */
const PATH = 'audit-trail';

const MIME: Record<string, string> = { '.gz': 'application/gzip', '.json': 'application/json' };

const fileOf = (name: string): ProviderFile => {
  const ext = extname(name);
  return { name, hash: basename(name, ext), ext, mime: MIME[ext]!, path: PATH };
};

async function download(provider: UploadProvider, file: ProviderFile, fetch: Fetch) {
  const { url } = await provider.getSignedUrl(file);
  if (!/^https?:/.test(url)) throw new Error(`its signed address "${url}" is none of HTTP`);
  // What is stored, and not what a storage may unpack on the way.
  const response = await fetch(url, { headers: { 'Accept-Encoding': 'identity' } });
  if (!response.ok || !response.body) {
    throw new Error(`what was stored cannot be fetched again: HTTP status ${response.status}`);
  }
  return Readable.fromWeb(response.body as ReadableStream);
}

/** Files in the application's own storage for media, which is private, beside them and not among them. */
export const createProviderPlace = (
  provider: StreamingProvider,
  { providerName, fetch }: { providerName: string; fetch: Fetch }
): Place => ({
  title: `the upload provider "${providerName}"`,
  mend: 'Look at what the provider says, and whether its storage can be reached.',

  async keep(name, content): Promise<KeptFile> {
    const file = fileOf(name);
    const remove = async () => void (await provider.delete(file));
    try {
      file.stream = content;
      // A provider may wait for ever for the end of a stream that failed.
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
