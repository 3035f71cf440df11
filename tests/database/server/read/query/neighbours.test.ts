import { randomUUID } from 'node:crypto';
import { queriedJournal } from '../../../../helpers/queried-journal';

const at = (day: number) => Date.UTC(2025, 0, day);

const log = queriedJournal();

describe('findNeighbours', () => {
  it('gives the events just before and after, whatever order they were written in', async () => {
    const third = await log.journal.addEvent({ occurred_at: at(3) });
    const first = await log.journal.addEvent({ occurred_at: at(1) });
    const second = await log.journal.addEvent({ occurred_at: at(2) });
    expect(await log.query.findNeighbours(second, {})).toEqual({ newer: third, older: first });
  });

  it('is null at both ends', async () => {
    const only = await log.journal.addEvent({ occurred_at: at(1) });
    expect(await log.query.findNeighbours(only, {})).toEqual({ newer: null, older: null });
  });

  it('walks through events of one millisecond without leaving one out', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 4; n += 1) ids.push(await log.journal.addEvent({ occurred_at: at(1) }));
    const walked = [ids[3]!];
    for (;;) {
      const { older } = await log.query.findNeighbours(walked.at(-1), {});
      if (older === null) break;
      walked.push(older);
    }
    expect(walked).toEqual([...ids].reverse());
  });

  it('passes over what does not match, and begins at an event that does not match itself', async () => {
    const oldest = await log.journal.addEvent({ occurred_at: at(1), action: 'role.delete' });
    await log.journal.addEvent({ occurred_at: at(2), action: 'entry.update' });
    const middle = await log.journal.addEvent({ occurred_at: at(3), action: 'entry.update' });
    const newest = await log.journal.addEvent({ occurred_at: at(4), action: 'role.delete' });
    const filters = { action: { $eq: 'role.delete' } };
    expect(await log.query.findNeighbours(middle, { filters })).toEqual({
      newer: newest,
      older: oldest,
    });
  });

  it('refuses an id that no event has', async () => {
    await expect(log.query.findNeighbours(randomUUID(), {})).rejects.toMatchObject({
      code: 'event-unknown',
    });
  });

  it('refuses a filter it does not know', async () => {
    const id = await log.journal.addEvent({ occurred_at: at(1) });
    await expect(
      log.query.findNeighbours(id, { filters: { colour: 'red' } })
    ).rejects.toMatchObject({ code: 'parameter-invalid' });
  });
});
