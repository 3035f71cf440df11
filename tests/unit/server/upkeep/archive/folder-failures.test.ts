import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createArchive } from '../../../../../server/src/upkeep/archive/archive';
import { createFolder } from '../../../../../server/src/upkeep/archive/folder';
import { readParts } from '../../../../helpers/archive-files';
import { eventDetails } from '../../../../helpers/event-details';
import { ROOT } from '../../../../helpers/paths';

let home: string;
let folder: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'audit-trail-archive-'));
  folder = join(home, 'archive');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const makeFolder = () => mkdirSync(folder);
const archive = () => createArchive({ location: createFolder(folder), instance: 'host:1' });

async function* one() {
  yield await Promise.resolve([eventDetails()]);
}
const noise = () => eventDetails({ payload: randomBytes(200_000).toString('base64') });

/** The file that is being written, once some of it is on the disk. */
async function fileInWriting(): Promise<string> {
  for (;;) {
    const name = readdirSync(folder).find((file) => file.endsWith('.unfinished'));
    if (name && statSync(join(folder, name)).size > 1_000) return join(folder, name);
    await setImmediate();
  }
}

describe('nothing counts as stored', () => {
  it('where the folder is gone', async () => {
    await expect(archive().store(one())).rejects.toThrow(
      new RegExp(
        `^\\[audit-trail\\] archive: audit-logs-\\S+\\.jsonl\\.gz could not be stored in the folder ` +
          `"${folder}": ENOENT.*Nothing of it may be removed from the log\\. Look whether`
      )
    );
  });

  it('where a file has taken the place of the folder', async () => {
    writeFileSync(folder, 'a file');
    await expect(archive().store(one())).rejects.toThrow('ENOTDIR');
  });

  it('where the disk takes no more', async () => {
    makeFolder();
    const script = join(ROOT, 'tests/helpers/store-large-part.ts');
    const output = execFileSync(
      'sh',
      ['-c', 'ulimit -f 500 && exec "$0" --import tsx "$1" "$2"', process.execPath, script, folder],
      { cwd: ROOT, encoding: 'utf8' }
    );
    expect(output).toContain(`could not be stored in the folder "${folder}": EFBIG`);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('where somebody else writes into the file', async () => {
    makeFolder();
    async function* tampered() {
      yield [noise()];
      const handle = await open(await fileInWriting(), 'r+');
      await handle.write(Buffer.from('tampered'), 0, 8, 500);
      await handle.close();
      yield [noise()];
    }
    await expect(archive().store(tampered())).rejects.toThrow(
      /what is stored there (is not|cannot)/
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it('where somebody else puts another part in its place', async () => {
    makeFolder();
    await archive().store(one());
    const other = join(home, 'other');
    renameSync(join(folder, readParts(folder)[0]!.manifest.file), other);
    async function* exchanged() {
      yield [noise()];
      const path = await fileInWriting();
      // What is being written goes on into a file that no longer has this name.
      renameSync(path, join(home, 'away'));
      renameSync(other, path);
      yield [eventDetails()];
    }
    await expect(archive().store(exchanged())).rejects.toThrow(
      /what is stored there is not what was written \(bytes \d+, not \d+; SHA-256 .* lines 1, not 2/
    );
  });

  it('where the events cannot be read on; their own error comes through', async () => {
    makeFolder();
    const failure = new Error('The database is gone.');
    async function* failing() {
      yield [noise()];
      await fileInWriting();
      throw failure;
    }
    await expect(archive().store(failing())).rejects.toBe(failure);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('and the events are not read on', async () => {
    writeFileSync(folder, 'a file');
    let close: () => void;
    const closed = new Promise<void>((resolve) => (close = resolve));
    async function* endless() {
      try {
        for (;;) yield await Promise.resolve([noise()]);
      } finally {
        close();
      }
    }
    const store = createArchive({
      location: { ...createFolder(folder), tidy: undefined },
      instance: 'host:1',
    }).store(endless());
    await expect(store).rejects.toThrow('ENOTDIR');
    await closed;
  });
});

describe('what a crash left', () => {
  const NAME = 'audit-logs-2026-01-02T03-04-05Z-01234567-89ab-4cde-8f01-23456789abcd';
  const leave = (name: string, hours: number) => {
    const path = join(folder, name);
    writeFileSync(path, 'left');
    const at = Date.now() / 1_000 - hours * 3_600;
    utimesSync(path, at, at);
  };

  beforeEach(() => makeFolder());

  it.each([
    ['a file that was not written to its end', `${NAME}.jsonl.gz.unfinished`],
    ['a part without a manifest', `${NAME}.jsonl.gz`],
    ['half a manifest', `${NAME}.manifest.json.unfinished`],
  ])('is removed a day later: %s', async (_, name) => {
    leave(name, 25);
    await archive().store(one());
    expect(readdirSync(folder)).not.toContain(name);
  });

  it.each([`${NAME}.jsonl.gz.unfinished`, `${NAME}.jsonl.gz`])(
    'may be what another process writes at the moment: %s',
    async (name) => {
      leave(name, 23);
      await archive().store(one());
      expect(readdirSync(folder)).toContain(name);
    }
  );

  it('is nothing else: parts with a manifest and files of other names stay', async () => {
    const kept = [`${NAME}.jsonl.gz`, `${NAME}.manifest.json`, 'notes.txt', 'audit-logs-2026.csv'];
    for (const name of kept) leave(name, 1_000);
    await archive().store(one());
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(kept));
  });
});
