import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../../../../../package.json';
import { createArchive } from '../../../../../server/src/upkeep/archive/archive';
import { createFolder } from '../../../../../server/src/upkeep/archive/folder';
import type { EventDetails } from '../../../../../server/src/contracts';
import { readParts, sha256 } from '../../../../helpers/archive-files';
import { eventDetails } from '../../../../helpers/event-details';

const AT = new Date('2026-01-02T03:04:05.678Z');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-trail-archive-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const archive = () =>
  createArchive({ location: createFolder(folder), instance: 'host:1', now: () => AT });

async function* inBatches(...batches: EventDetails[][]) {
  yield* batches;
}
const FIRST = eventDetails({ id: 'first', occurredAt: '2025-01-01T00:00:00.000Z' });
const MIDDLE = eventDetails({ id: 'middle', payload: { text: 'one\ntwo\u2028three' } });
const LAST = eventDetails({ id: 'last', occurredAt: '2025-02-01T00:00:00.000Z' });

describe('a part in a folder', () => {
  it('holds the events as JSON lines, in the order they came', async () => {
    await archive().store(inBatches([FIRST, MIDDLE], [LAST]));
    const [part, ...others] = readParts(folder);
    expect(others).toEqual([]);
    expect(part!.events).toEqual([FIRST, MIDDLE, LAST]);
  });

  it('has a manifest that tells what it holds', async () => {
    await archive().store(inBatches([FIRST, MIDDLE], [LAST]));
    const [{ manifest, packed, plain }] = readParts(folder) as [never];
    const name = expect.stringMatching(/^audit-logs-2026-01-02T03-04-05Z-[\da-f-]{36}$/);
    expect(manifest).toEqual({
      formatVersion: 1,
      pluginVersion: version,
      name,
      file: `${(manifest as { name: string }).name}.jsonl.gz`,
      events: 3,
      first: { id: 'first', occurredAt: '2025-01-01T00:00:00.000Z' },
      last: { id: 'last', occurredAt: '2025-02-01T00:00:00.000Z' },
      bytes: (packed as Buffer).length,
      sha256: sha256(packed),
      uncompressedBytes: (plain as Buffer).length,
      uncompressedSha256: sha256(plain),
      instance: 'host:1',
      madeAt: '2026-01-02T03:04:05.678Z',
    });
  });

  it('is answered by name, size and fingerprint', async () => {
    const stored = await archive().store(inBatches([FIRST], [LAST]));
    const [part] = readParts(folder);
    const { name, events, bytes } = part!.manifest;
    expect(stored).toEqual({ name, events, bytes, sha256: sha256(part!.packed) });
    expect(events).toBe(2);
  });

  it('holds more events than become text at once', async () => {
    const many = Array.from({ length: 1_234 }, (_, index) => eventDetails({ id: String(index) }));
    await archive().store(inBatches(many, [LAST]));
    const [part] = readParts(folder);
    expect(part!.events.map(({ id }) => id)).toEqual([...many, LAST].map(({ id }) => id));
    expect(part!.manifest.events).toBe(1_235);
  });

  it('of no events is empty and says so', async () => {
    await archive().store(inBatches([]));
    const [part] = readParts(folder);
    expect(part!.plain).toHaveLength(0);
    expect(part!.manifest).toMatchObject({ events: 0, first: null, last: null });
  });

  it('has a name of its own, also in the same second', async () => {
    await archive().store(inBatches([FIRST]));
    await archive().store(inBatches([LAST]));
    expect(readParts(folder)).toHaveLength(2);
  });

  it('consists of two files, for the owner alone', async () => {
    await archive().store(inBatches([FIRST]));
    const modes = readdirSync(folder).map((file) => statSync(join(folder, file)).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600]);
  });

  it('stands beside whatever else is in the folder', async () => {
    mkdirSync(join(folder, 'audit-logs-of-somebody'));
    await archive().store(inBatches([FIRST]));
    expect(readdirSync(folder)).toHaveLength(3);
  });
});
