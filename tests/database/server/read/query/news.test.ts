import { NEWS_CAP } from '../../../../../server/src/contracts';
import { NEWS_SCAN } from '../../../../../server/src/read/query/news';
import { queriedJournal } from '../../../../helpers/queried-journal';

const log = queriedJournal();

const cursorNow = async () => (await log.query.findEvents({})).cursor;

describe('countNews', () => {
  it('counts what was written since the list was read', async () => {
    await log.journal.addEvent({});
    const after = await cursorNow();
    expect(await log.query.countNews({ after })).toMatchObject({ count: 0, isExact: true });
    await log.journal.addEvent({});
    await log.journal.addEvent({});
    expect(await log.query.countNews({ after })).toMatchObject({ count: 2, isExact: true });
  });

  it('counts what was written late though it happened before', async () => {
    await log.journal.addEvent({ occurred_at: Date.UTC(2025, 0, 2) });
    const after = await cursorNow();
    await log.journal.addEvent({ occurred_at: Date.UTC(2025, 0, 1) });
    expect(await log.query.countNews({ after })).toMatchObject({ count: 1 });
  });

  it('counts only what matches the filters', async () => {
    const after = await cursorNow();
    await log.journal.addEvent({ action: 'role.delete' });
    await log.journal.addEvent({ action: 'entry.update' });
    const filters = { action: { $eq: 'role.delete' } };
    expect(await log.query.countNews({ after, filters })).toMatchObject({ count: 1 });
  });

  it('gives the place from which to ask next', async () => {
    const after = await cursorNow();
    await log.journal.addEvent({});
    const { cursor } = await log.query.countNews({ after });
    expect(await log.query.countNews({ after: cursor })).toEqual({
      cursor,
      count: 0,
      isExact: true,
    });
  });

  it('stops counting where a person stops reading', async () => {
    const after = await cursorNow();
    for (let n = 0; n <= NEWS_CAP; n += 1) await log.journal.addEvent({});
    expect(await log.query.countNews({ after })).toMatchObject({ count: NEWS_CAP, isExact: false });
  });

  it('looks at the newest rows only, and says so, after a long pause', async () => {
    const first = await log.journal.addEvent({ action: 'role.delete' });
    const place = await log.journal.db
      .getConnection('audit_trail_events')
      .where({ document_id: first });
    await log.journal.addEvent({ id: Number(place[0].id) + NEWS_SCAN + 1, action: 'role.delete' });
    expect(await log.query.countNews({ after: '0' })).toMatchObject({ count: 1, isExact: false });
  });

  it('finds nothing new behind a cursor of a journal that was longer', async () => {
    await log.journal.addEvent({});
    expect(await log.query.countNews({ after: '999999' })).toMatchObject({
      count: 0,
      isExact: true,
    });
  });

  it.each([undefined, '', '-1', 'abc', '1.5', ['1', '2']])(
    'refuses %j as a cursor',
    async (after) => {
      await expect(log.query.countNews({ after })).rejects.toMatchObject({
        code: 'parameter-invalid',
        parameter: 'after',
      });
    }
  );
});
