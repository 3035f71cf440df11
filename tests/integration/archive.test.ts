import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArchivedPart } from '../../server/src/upkeep/retention/purge/archive-port';
import { adminClient, ok, type Client } from '../helpers/actors';
import { readParts, sha256 } from '../helpers/archive-files';
import { bootApp, type App } from '../helpers/boot-app';
import { exportOf, readJsonLines } from '../helpers/exports';
import {
  startPrivateStorage,
  type PrivateStorage,
  type StorageFault,
} from '../helpers/private-storage';

const AUTHORS = '/content-manager/collection-types/api::author.author';

/** Stores what the question finds, oldest first. */
const store = (app: App, q: string): Promise<ArchivedPart> =>
  app.run(async (strapi, question) => {
    const { query, archive } = strapi.plugin('audit-trail').services as unknown as {
      query: { walkEvents(asked: object): Promise<{ batches: AsyncIterable<[]> }> };
      archive: { store(events: AsyncIterable<[]>): Promise<ArchivedPart> };
    };
    const asked = { format: 'jsonl', sort: 'occurredAt:asc', q: question };
    return archive.store((await query.walkEvents(asked)).batches);
  }, q);

async function fill(app: App, admin: Client): Promise<void> {
  for (const name of ['Kim', 'Lou', 'Mia']) await ok(admin.post(AUTHORS).send({ name }));
  await app.run((strapi) => strapi.plugin('audit-trail').service('recorder').flush());
}

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'audit-trail-archive-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('an archive in a folder', () => {
  let app: App;
  let admin: Client;
  let folder: string;
  beforeAll(async () => {
    folder = join(home, 'made', 'by-the-boot');
    app = await bootApp({ auditTrail: { retention: { archive: { folder } } } });
    admin = await adminClient(app);
    await fill(app, admin);
  });
  afterAll(() => app?.stop());

  it('holds the same lines as an export, and answers what it stored', async () => {
    const question = 'action:entry.create';
    const exported = await exportOf(app, admin, 'jsonl', `q=${question}&sort=occurredAt:asc`);
    const stored = await store(app, question);
    const [part, ...others] = readParts(folder);
    expect(others).toEqual([]);
    expect(part!.plain.toString()).toBe(exported);
    const events = readJsonLines(exported);
    expect(events.map(({ resource }) => resource.name)).toEqual(['Kim', 'Lou', 'Mia']);
    expect(stored).toEqual({
      name: part!.manifest.name,
      events: 3,
      bytes: part!.packed.length,
      sha256: sha256(part!.packed),
    });
    expect(part!.manifest).toMatchObject({
      formatVersion: 1,
      pluginVersion: expect.stringMatching(/^\d+\.\d+\.\d+/),
      events: 3,
      first: { id: events[0]!.id, occurredAt: events[0]!.occurredAt },
      last: { id: events[2]!.id, occurredAt: events[2]!.occurredAt },
      instance: expect.stringContaining(`:${app.pid}:`),
    });
  });

  it('rejects when a file has taken its place, and works again when it is back', async () => {
    renameSync(folder, `${folder}-away`);
    writeFileSync(folder, 'a file');
    await expect(store(app, 'action:entry.create')).rejects.toThrow(
      `could not be stored in the folder "${folder}": ENOTDIR`
    );
    rmSync(folder);
    renameSync(`${folder}-away`, folder);
    const before = readParts(folder).length;
    await store(app, 'action:entry.create');
    expect(readParts(folder)).toHaveLength(before + 1);
  });
});

/** What a boot says that is refused. */
async function refusalOf(archive: object, env: Record<string, string> = {}): Promise<string> {
  let output = '';
  const boot = bootApp({
    auditTrail: { retention: { archive } },
    env,
    onOutput: (text) => {
      output += text;
    },
  });
  await expect(boot).rejects.toThrow();
  return output;
}

describe('a boot is refused', () => {
  it('where the folder cannot be made', async () => {
    const file = join(home, 'a-file');
    writeFileSync(file, '');
    const output = await refusalOf({ folder: join(file, 'archive') });
    expect(output).toContain(
      `retention.archive.folder is "${join(file, 'archive')}", which cannot be written to (ENOTDIR`
    );
    expect(output).toContain('Make it a folder that the user who runs Strapi may write to');
  });

  it('where the folder is public', async () => {
    const PUBLIC_DIR = join(home, 'public');
    mkdirSync(join(PUBLIC_DIR, 'uploads'), { recursive: true });
    const folder = join(PUBLIC_DIR, 'uploads', 'archive');
    expect(await refusalOf({ folder }, { PUBLIC_DIR })).toContain(
      `retention.archive.folder is "${folder}", which is in the public folder "${PUBLIC_DIR}"`
    );
    expect(existsSync(folder)).toBe(false);
  });

  it("where the upload provider is public, as Strapi's own is", async () => {
    expect(await refusalOf({ provider: 'upload' })).toContain(
      'the upload provider "local" is not private: everybody who has the address of a file can fetch it'
    );
  });
});

describe('an archive in a private upload provider', () => {
  let storage: PrivateStorage;
  let app: App;
  let folder: string;
  beforeAll(async () => {
    storage = await startPrivateStorage();
    folder = join(storage.directory, 'audit-trail');
    app = await bootApp({
      auditTrail: { retention: { archive: { provider: 'upload' } } },
      env: { PRIVATE_UPLOADS: JSON.stringify(storage.options) },
    });
    await fill(app, await adminClient(app));
  });
  afterAll(async () => {
    await app?.stop();
    await storage?.stop();
  });
  afterEach(() => storage.breakWith());

  it('holds part and manifest, and no media', async () => {
    const stored = await store(app, 'action:entry.create');
    const [part, ...others] = readParts(folder);
    expect(others).toEqual([]);
    expect(part!.events.map(({ resource }) => resource.name)).toEqual(['Kim', 'Lou', 'Mia']);
    expect(stored.sha256).toBe(sha256(part!.packed));
    const media = await app.run((strapi) => strapi.db.query('plugin::upload.file').count());
    expect(media).toBe(0);
  });

  it.each<[string, StorageFault, RegExp]>([
    ['refuses the file', 'refuse', /AccessDenied: the bucket takes nothing/],
    ['takes nothing', 'take-nothing', /it was not taken to its end/],
    [
      'keeps another bit',
      'flip-a-bit',
      /what is stored there (is not what was|cannot be unpacked)/,
    ],
    ['loses the end', 'lose-the-end', /what is stored there cannot be unpacked/],
  ])('rejects when the storage %s, and leaves nothing behind', async (_, fault, reason) => {
    const before = readdirSync(folder);
    storage.breakWith(fault);
    const failing = store(app, 'action:entry.create');
    await expect(failing).rejects.toThrow(reason);
    await expect(failing).rejects.toThrow(
      'could not be stored in the upload provider "strapi-provider-upload-private"'
    );
    expect(readdirSync(folder)).toEqual(before);
  });

  it('rejects when what was stored cannot be fetched', async () => {
    const { directory, url } = storage.options;
    const options = { directory, url, secret: 'another' };
    await app.restart({ env: { PRIVATE_UPLOADS: JSON.stringify(options) } });
    await expect(store(app, 'action:entry.create')).rejects.toThrow(
      'what was stored cannot be fetched again: HTTP status 403'
    );
  });
});

it('is not there unless it was asked for', async () => {
  const app = await bootApp();
  const attempt = store(app, '').finally(app.stop);
  await expect(attempt).rejects.toThrow('Say in retention.archive where it is to be.');
});
