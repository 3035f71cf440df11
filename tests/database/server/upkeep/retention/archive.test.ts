import type { EventDetails } from '../../../../../server/src/contracts';
import type { Archive } from '../../../../../server/src/upkeep/retention';
import { CUT_OFF, purgedJournal } from '../../../../helpers/purged-journal';

const log = purgedJournal();

/** Keeps what it is given in memory, and how much was given at once. */
function memoryArchive(wrong: { events?: number; fail?: number } = {}) {
  const parts: EventDetails[][] = [];
  const sizes: number[] = [];
  const archive: Archive = {
    async store(events) {
      const kept: EventDetails[] = [];
      for await (const some of events) {
        sizes.push(some.length);
        kept.push(...some);
      }
      if (parts.length === wrong.fail) throw new Error('bucket is full');
      parts.push(kept);
      const count = kept.length + (wrong.events ?? 0);
      return { name: `part-${parts.length}`, events: count, bytes: 9, sha256: 'ab' };
    },
  };
  return { archive, parts, sizes };
}

describe('an archive', () => {
  it('has exactly what is removed, a hundred at a time, before it is', async () => {
    await log.addEvents(1_250, CUT_OFF - 1);
    await log.journal.addEvent({
      occurred_at: CUT_OFF - 9,
      resource_locale: 'de',
      document_id: 'held',
    });
    await log.journal.addEvent({ occurred_at: CUT_OFF, document_id: 'young' });
    const { archive, parts, sizes } = memoryArchive();
    const before = await log.left();
    const retention = await log.retention({ archive, rules: { hold: ['locale:de'] } });
    expect(await retention.purge()).toMatchObject({ removed: 1_250, held: 1 });
    expect(await log.left()).toEqual(['held', 'young']);
    expect(parts.map((part) => part.map(({ id }) => id))).toEqual([
      before.filter((id) => id !== 'held' && id !== 'young'),
    ]);
    expect(Math.max(...sizes)).toBe(100);
    expect(log.recorded[0]!.payload).toMatchObject({
      archived: {
        parts: 1,
        events: 1_250,
        files: [{ name: 'part-1', events: 1_250, bytes: 9, sha256: 'ab' }],
      },
    });
  });

  it('gets its portions one after the other, and fewer large events at once', async () => {
    await log.addEvents(1_700, CUT_OFF - 1);
    await log.addEvents(3, CUT_OFF - 30_000, { bytes: 600_000 });
    const { archive, parts, sizes } = memoryArchive();
    await (await log.retention({ archive, portionSize: 1_000 })).purge();
    expect(parts.map(({ length }) => length)).toEqual([1_000, 703]);
    expect(sizes.slice(0, 3)).toEqual([1, 1, 100]);
    expect(await log.left()).toEqual([]);
  });

  it('that fails ends the purge: what it has goes, nothing more', async () => {
    await log.addEvents(1_100, CUT_OFF - 1);
    const { archive } = memoryArchive({ fail: 1 });
    const retention = await log.retention({ archive, portionSize: 1_000 });
    await expect(retention.purge()).rejects.toThrow(
      'the archive did not keep what was to be removed: bucket is full'
    );
    expect(await log.left()).toHaveLength(100);
    expect(log.recorded).toEqual([
      expect.objectContaining({
        action: 'audit-log.purge',
        outcome: 'failure',
        reason: expect.stringContaining('bucket is full'),
        payload: expect.objectContaining({ removed: 1_000, end: 'failed' }),
      }),
    ]);
  });

  it('that fails at once is told of too, though nothing was removed', async () => {
    await log.addEvents(3, CUT_OFF - 1);
    const retention = await log.retention(memoryArchive({ fail: 0 }));
    await expect(retention.purge()).rejects.toThrow('bucket is full');
    expect(log.recorded).toHaveLength(1);
    expect(await log.left()).toHaveLength(3);
  });

  it('that says it has fewer than it was given is not believed', async () => {
    await log.addEvents(3, CUT_OFF - 1);
    const retention = await log.retention(memoryArchive({ events: -1 }));
    await expect(retention.purge()).rejects.toThrow('part-1 has 2 of 3 events');
    expect(await log.left()).toHaveLength(3);
  });

  it('that did not read to the end is not believed', async () => {
    await log.addEvents(3, CUT_OFF - 1);
    const store = async () => ({ name: 'empty', events: 0, bytes: 0, sha256: '' });
    await expect((await log.retention({ archive: { store } })).purge()).rejects.toThrow(
      'empty has 0 of 3 events'
    );
    expect(await log.left()).toHaveLength(3);
  });

  it('does not hold up a stop: nothing of that portion goes, and nothing failed', async () => {
    await log.addEvents(300, CUT_OFF - 1);
    const { archive, parts } = memoryArchive();
    let given = 0;
    const retention = await log.retention({
      archive: {
        store: (events) =>
          archive.store(
            (async function* watched() {
              for await (const some of events) {
                given += some.length;
                void retention.stop();
                yield some;
              }
            })()
          ),
      },
    });
    expect(await retention.purge()).toMatchObject({ removed: 0, end: 'broken-off' });
    expect([given, parts]).toEqual([100, []]);
    expect(await log.left()).toHaveLength(300);
  });

  it('does not store twice what was stored when time was up', async () => {
    await log.addEvents(300, CUT_OFF - 1);
    const { archive, parts } = memoryArchive();
    const store: Archive['store'] = async (events) => {
      const part = await archive.store(events);
      log.time += 61_000;
      return part;
    };
    const retention = await log.retention({ archive: { store }, rules: { maxMinutes: 1 } });
    expect(await retention.purge()).toMatchObject({ removed: 300 });
    await retention.purge();
    expect(parts).toHaveLength(1);
  });
});
