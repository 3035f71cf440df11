import { newEventId } from '../../../../server/src/record/event-ids';

describe('the ids of events', () => {
  const ids = Array.from({ length: 5_000 }, newEventId);

  it('are UUIDs of version 7', () => {
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(ids.filter((id) => !uuid.test(id))).toEqual([]);
  });

  it('are in the order of their making', () => {
    expect([...new Set(ids)].sort()).toEqual(ids);
  });

  it('begin with the time', () => {
    const time = parseInt(newEventId().replace('-', '').slice(0, 12), 16);
    expect(Math.abs(Date.now() - time)).toBeLessThan(60_000);
  });
});
