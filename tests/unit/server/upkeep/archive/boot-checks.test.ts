import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareFolder } from '../../../../../server/src/upkeep/archive/check-folder';
import { trustProvider } from '../../../../../server/src/upkeep/archive/check-provider';

describe('the folder of an archive', () => {
  let root: string;
  let publicFolder: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'audit-trail-root-'));
    publicFolder = join(root, 'public');
    mkdirSync(publicFolder);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  const prepare = (wanted: string) => prepareFolder(wanted, { root, public: publicFolder });

  it('is made where it is missing, below the root of the application, for its owner alone', async () => {
    const folder = await prepare('logs/archive');
    expect(folder).toBe(join(root, 'logs', 'archive'));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(['public-archive', '..archive', '.'])(
    'may be %s, beside the public one',
    async (wanted) => {
      expect(await prepare(wanted)).toBe(join(root, wanted));
    }
  );

  it('may be absolute', async () => {
    const wanted = join(root, 'elsewhere');
    expect(await prepareFolder(wanted, { root: '/nowhere', public: publicFolder })).toBe(wanted);
  });

  it.each(['public', 'public/uploads', 'public/..hidden', 'logs/../public/x'])(
    'is not %s',
    async (wanted) => {
      const before = readdirSync(publicFolder);
      await expect(prepare(wanted)).rejects.toThrow(
        /retention\.archive\.folder is "\S+", which is in the public folder "\S+": everybody could fetch/
      );
      expect(readdirSync(publicFolder)).toEqual(before);
    }
  );

  it('is no link into the public one', async () => {
    symlinkSync(publicFolder, join(root, 'linked'));
    await expect(prepare('linked')).rejects.toThrow(`is "${publicFolder}", which is in the public`);
  });

  it('may be anywhere where nothing is public', async () => {
    rmSync(publicFolder, { recursive: true });
    expect(existsSync(await prepare('archive'))).toBe(true);
  });

  it('is nothing that cannot be written to', async () => {
    // Root passes permissions, but makes no folder below a file.
    writeFileSync(join(root, 'file'), '');
    const folder = join(root, 'file', 'archive');
    const refused = prepare('file/archive');
    await expect(refused).rejects.toThrow(`is "${folder}", which cannot be written to (ENOTDIR`);
    await expect(refused).rejects.toThrow('Make it a folder that the user who runs Strapi may');
  });
});

// Node's own recursive mkdir never ends there.
(existsSync('/proc/self') ? it : it.skip)(
  'a folder in which none can be made is refused',
  async () => {
    const refused = prepareFolder('/proc/nope/archive', { root: '/', public: '/nowhere' });
    await expect(refused).rejects.toThrow('cannot be written to (ENOENT');
  }
);

describe('the upload provider of an archive', () => {
  const whole = {
    isPrivate: async () => true,
    uploadStream: async () => undefined,
    getSignedUrl: async () => ({ url: 'https://example.com' }),
    delete: async () => undefined,
  };
  /** What a provider lacks, it has of Strapi. */
  const inherited = { isPrivate: () => false, getSignedUrl: whole.getSignedUrl };
  const without = (name: 'isPrivate' | 'uploadStream' | 'getSignedUrl') => {
    const { [name]: _, ...rest } = whole;
    return Object.assign(Object.create(inherited) as object, rest) as typeof whole;
  };

  it('is a private one that streams and signs', async () => {
    expect(await trustProvider(whole, 'aws-s3')).toBe(whole);
  });

  it.each([
    ['does not say that it is private', without('isPrivate'), 'is not private: everybody'],
    ['is public', { ...whole, isPrivate: async () => false }, 'is not private: everybody'],
    [
      'cannot sign',
      without('getSignedUrl'),
      'has no getSignedUrl: what it stores could not be read',
    ],
    ['cannot stream', without('uploadStream'), 'has no uploadStream: a part would have to fit'],
    ['is not there', undefined, 'is not there, because the upload plugin is switched off.'],
  ])('is none that %s', async (_, provider, reason) => {
    const refused = trustProvider(provider, 'some');
    await expect(refused).rejects.toThrow(`but the upload provider "some" ${reason}`);
    await expect(refused).rejects.toThrow('or name a folder: retention.archive: { folder: "…" }.');
  });
});
