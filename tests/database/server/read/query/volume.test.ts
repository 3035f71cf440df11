import { COUNT_CAP } from '../../../../../server/src/contracts';
import { queriedJournal } from '../../../../helpers/queried-journal';

const log = queriedJournal();

describe('readVolume', () => {
  it('is nothing for an empty log', async () => {
    expect(await log.query.readVolume()).toEqual({
      events: { count: 0, isExact: true },
      size: { bytes: 0, isExact: true },
      oldest: null,
    });
  });

  it('tells the count and the oldest event, whatever was written first', async () => {
    await log.journal.addEvent({ occurred_at: Date.UTC(2025, 0, 9) });
    await log.journal.addEvent({ occurred_at: Date.UTC(2025, 0, 2) });
    expect(await log.query.readVolume()).toMatchObject({
      events: { count: 2, isExact: true },
      oldest: '2025-01-02T00:00:00.000Z',
    });
  });

  it('calls the size of SQLite rows an estimate, which grows with what they hold', async () => {
    await log.journal.addEvent({ bytes: 100 });
    const small = await log.query.readVolume();
    await log.journal.addEvent({ bytes: 50_000 });
    const large = await log.query.readVolume();
    expect(small.size.isExact).toBe(false);
    expect(large.size.bytes - small.size.bytes).toBeGreaterThan(50_000);
  });

  it('estimates a long log by its keys and counts no further than the cap', async () => {
    const rows = Array.from({ length: COUNT_CAP + 1 }, (_, n) => ({
      document_id: `e${n}`,
      occurred_at: n,
      action: 'entry.update',
    }));
    await log.journal.db.connection.batchInsert('audit_trail_events', rows, 50);
    await log.journal.addEvent({ id: 25_000 });
    log.journal.statements();
    expect((await log.query.readVolume()).events).toEqual({ count: 25_000, isExact: false });
    expect(log.journal.statements().filter((sql) => /count\(/.test(sql))).toEqual([
      expect.stringMatching(/limit \?\) as `counted`$/),
    ]);
  });
});
