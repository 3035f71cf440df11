import { DAY, NOW, purgedJournal } from '../../../../helpers/purged-journal';

const log = purgedJournal();
const purge = async (rules: object) => (await log.retention({ rules })).purge();
const KEPT = { days: 0 };

describe('the newest events', () => {
  it('are kept by number, exactly', async () => {
    await log.addEvents(10, NOW);
    expect(await purge({ ...KEPT, maxEvents: 4 })).toMatchObject({ removed: 6 });
    expect(await log.instants()).toEqual([3, 2, 1, 0].map((ago) => NOW - ago));
    expect(log.recorded[0]!.payload).toMatchObject({ byRule: { maxEvents: 6 }, before: null });
  });

  it.each([10, 11])('are all kept where %d may be and there are ten', async (maxEvents) => {
    await log.addEvents(10, NOW);
    expect(await purge({ ...KEPT, maxEvents })).toMatchObject({ removed: 0 });
  });

  it('are counted over many steps', async () => {
    await log.addEvents(7_013, NOW);
    expect(await purge({ ...KEPT, maxEvents: 4_500 })).toMatchObject({ removed: 2_513 });
    expect(await log.instants()).toHaveLength(4_500);
    expect((await log.instants())[0]).toBe(NOW - 4_499);
  });

  it('are told apart in the same millisecond by their keys', async () => {
    for (let n = 0; n < 6; n += 1)
      await log.journal.addEvent({ occurred_at: NOW, document_id: `e${n}` });
    await purge({ ...KEPT, maxEvents: 2 });
    expect(await log.left()).toEqual(['e4', 'e5']);
  });

  it('are kept by the sum of their bytes', async () => {
    await log.addEvents(10, NOW, { bytes: 300_000 });
    expect(await purge({ ...KEPT, maxSize: 1 })).toMatchObject({ removed: 7 });
    expect(log.recorded[0]!.payload).toMatchObject({ byRule: { maxSize: 7 } });
  });

  it('may fill the size to its last byte', async () => {
    await log.addEvents(10, NOW, { bytes: 250_000 });
    expect(await purge({ ...KEPT, maxSize: 1 })).toMatchObject({ removed: 6 });
  });

  it('are kept by whichever limit they come to first', async () => {
    await log.addEvents(10, NOW, { bytes: 300_000 });
    expect(await purge({ ...KEPT, maxSize: 1, maxEvents: 2 })).toMatchObject({ removed: 8 });
    expect(log.recorded[0]!.payload).toMatchObject({ byRule: { maxEvents: 8 } });
  });

  it('are what age has left', async () => {
    await log.addEvents(5, NOW - 8 * DAY, { action: 'noise.made' });
    await log.addEvents(5, NOW - 9 * DAY, { action: 'entry.update' });
    const rules = { days: 90, actions: { 'noise.*': 7 }, maxEvents: 5 };
    expect(await purge(rules)).toMatchObject({ removed: 5 });
    expect(log.recorded[0]!.payload).toMatchObject({ byRule: { 'noise.*': 5 } });
  });

  it('are found without an offset or a count over the table', async () => {
    await log.addEvents(4_100, NOW);
    log.journal.statements();
    await purge({ ...KEPT, maxEvents: 4_000 });
    expect(log.journal.statements().filter((sql) => /offset|count\(/i.test(sql))).toEqual([]);
  });
});
