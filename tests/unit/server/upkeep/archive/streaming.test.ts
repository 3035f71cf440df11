import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { createArchive } from '../../../../../server/src/upkeep/archive/archive';
import {
  createProviderLocation,
  type ProviderFile,
  type StreamingProvider,
} from '../../../../../server/src/upkeep/archive/upload-provider';
import { writePart } from '../../../../../server/src/upkeep/archive/write-part';
import { eventDetails } from '../../../../helpers/event-details';

const noise = () => eventDetails({ payload: randomBytes(100_000).toString('base64') });

describe('a part in writing', () => {
  it('reads no further than whoever takes it', async () => {
    let batches = 0;
    async function* endless() {
      for (;;) {
        batches += 1;
        yield await Promise.resolve([noise()]);
      }
    }
    const { body, details: facts } = writePart(endless());
    const taken = body[Symbol.asyncIterator]();
    let bytes = 0;
    while (bytes < 1_000_000) bytes += ((await taken.next()).value as Buffer).length;
    // Base64 packs to three quarters, so ten were taken; what is more waits in buffers.
    expect(batches).toBeLessThanOrEqual(13);
    await taken.return?.();
    await expect(facts).rejects.toThrow();
  });

  it('stops reading when nobody takes it any more', async () => {
    let close: () => void;
    const closed = new Promise<void>((resolve) => (close = resolve));
    async function* endless() {
      try {
        for (;;) yield await Promise.resolve([noise()]);
      } finally {
        close();
      }
    }
    const { body, details: facts } = writePart(endless());
    await once(body, 'readable');
    body.destroy(new Error('enough'));
    await expect(facts).rejects.toThrow('enough');
    await closed;
  });
});

describe('an upload provider that behaves badly', () => {
  async function* one() {
    yield await Promise.resolve([eventDetails()]);
  }
  const deleted: string[] = [];
  beforeEach(() => void deleted.splice(0));

  const archiveIn = (provider: Partial<StreamingProvider>, fetch: () => Promise<Response>) =>
    createArchive({
      location: createProviderLocation(
        {
          isPrivate: () => true,
          uploadStream: async ({ stream }) => void (await stream!.toArray()),
          getSignedUrl: () => Promise.resolve({ url: 'https://storage.example.com/file' }),
          delete: async (file: ProviderFile) => deleted.push(`${file.hash}${file.ext}`),
          ...provider,
        },
        { providerName: 'bad', fetch }
      ),
      instance: 'host:1',
    });
  const never = () => Promise.reject(new Error('It is not asked.'));

  it('and waits for ever for events that failed does not hold the archive up', async () => {
    const failure = new Error('The database is gone.');
    async function* failing() {
      yield [eventDetails()];
      await Promise.reject(failure);
    }
    const waits = {
      uploadStream: ({ stream }: ProviderFile) => new Promise(() => stream!.resume()),
    };
    await expect(archiveIn(waits, never).store(failing())).rejects.toBe(failure);
    expect(deleted).toEqual([expect.stringMatching(/^audit-logs-.*\.jsonl\.gz$/)]);
  });

  it.each([
    [
      'gives no address of HTTP',
      { getSignedUrl: async () => ({ url: '/uploads/file' }) },
      'is none of HTTP',
    ],
    [
      'throws what is no error',
      { uploadStream: () => Promise.reject({ message: 'Quota exceeded' } as Error) },
      'Quota exceeded',
    ],
    [
      'cannot delete either',
      {
        uploadStream: () => Promise.reject(new Error('Down')),
        delete: () => Promise.reject(new Error('Down too')),
      },
      ': Down.',
    ],
  ])('and %s is named with what it said', async (_, provider, reason) => {
    await expect(archiveIn(provider, never).store(one())).rejects.toThrow(reason);
  });

  it('and loses the manifest leaves no part that counts', async () => {
    const stored: Buffer[] = [];
    const uploadStream = async ({ stream }: ProviderFile) => {
      stored.push(Buffer.concat((await stream!.toArray()) as Buffer[]));
    };
    // The part is as it was written, the manifest is another one.
    const answers = [() => stored[0]!, () => Buffer.from('{}')];
    const fetch = () => Promise.resolve(new Response(new Uint8Array(answers.shift()!())));
    await expect(archiveIn({ uploadStream }, fetch).store(one())).rejects.toThrow(
      'the manifest that is stored there is not what was written'
    );
    expect(deleted).toEqual([
      expect.stringMatching(/\.manifest\.json$/),
      expect.stringMatching(/\.jsonl\.gz$/),
    ]);
  });

  it('asks for what is stored, as it is stored', async () => {
    const stored: Buffer[] = [];
    const uploadStream = async ({ stream }: ProviderFile) => {
      stored.push(Buffer.concat((await stream!.toArray()) as Buffer[]));
    };
    const asked: unknown[] = [];
    const archive = createArchive({
      location: createProviderLocation(
        {
          isPrivate: () => true,
          uploadStream,
          getSignedUrl: ({ path, hash, ext }) =>
            Promise.resolve({ url: `https://storage.example.com/${path}/${hash}${ext}` }),
          delete: async () => undefined,
        },
        {
          providerName: 'good',
          fetch: (url, { headers }) => {
            asked.push([url, headers]);
            const web = Readable.toWeb(Readable.from([stored.at(-1)!])) as ReadableStream;
            return Promise.resolve(new Response(web));
          },
        }
      ),
      instance: 'host:1',
    });
    const { name } = await archive.store(one());
    const as = { 'Accept-Encoding': 'identity' };
    expect(asked).toEqual([
      [`https://storage.example.com/audit-trail/${name}.jsonl.gz`, as],
      [`https://storage.example.com/audit-trail/${name}.manifest.json`, as],
    ]);
  });
});
