import {
  parseActorQuery,
  parseEventId,
  parseEventQuery,
} from '../../../../../server/src/read/query/parameters';

const refusal = (parameter: string, code = 'parameter-invalid') =>
  expect.objectContaining({ code, parameter, message: expect.stringMatching(`^${parameter} `) });

describe('parseEventQuery', () => {
  it('asks for the newest 25 where nothing is asked', () => {
    expect(parseEventQuery({})).toEqual({
      page: 1,
      pageSize: 25,
      direction: 'desc',
      anchor: null,
      exactTotal: false,
      filter: { clauses: [], after: [], before: [] },
      timeZone: 'UTC',
    });
  });

  it('takes every parameter', () => {
    const query = { page: '3', pageSize: '100', sort: 'occurredAt:ASC', exactTotal: 'true' };
    expect(
      parseEventQuery({
        ...query,
        filters: { outcome: 'denied' },
        q: '-origin:cron after:today',
        timeZone: 'Asia/Tokyo',
      })
    ).toEqual({
      page: 3,
      pageSize: 100,
      direction: 'asc',
      anchor: null,
      exactTotal: true,
      filter: {
        clauses: [
          { key: 'origin', values: ['cron'], negated: true },
          { key: 'outcome', values: ['denied'], negated: false },
        ],
        after: ['today'],
        before: [],
      },
      timeZone: 'Asia/Tokyo',
    });
  });

  it.each([
    ['q', 'outcome:fail'],
    ['q', '-origin:cron'],
    ['q', ['a', 'b']],
    ['q', 'a'.repeat(4_001)],
    ['timeZone', 'Mars/Olympus'],
    ['page', '0'],
    ['page', '-0'],
    ['page', '1.5'],
    ['page', '1e3'],
    ['page', 'two'],
    ['page', ''],
    ['page', ['1', '2']],
    ['page', null],
    ['pageSize', '0'],
    ['pageSize', '101'],
    ['sort', 'occurredAt'],
    ['sort', 'action:asc'],
    ['sort', 'occurredAt:desc,id:desc'],
    ['sort', ['occurredAt:desc']],
    ['exactTotal', 'yes'],
    ['exactTotal', null],
    ['pagination', { page: '1' }],
    ['_q', 'anna'],
  ])('refuses %s=%j and names it', (parameter, value) => {
    expect(() => parseEventQuery({ [parameter]: value })).toThrow(refusal(parameter));
  });

  it('takes the page that begins at row 10,000 at the latest', () => {
    expect(parseEventQuery({ page: '400' }).page).toBe(400);
    expect(parseEventQuery({ page: '10000', pageSize: '1' }).page).toBe(10_000);
  });

  it('takes a page counted from the end, and any number beside a place', () => {
    expect(parseEventQuery({ page: '-400' })).toMatchObject({ page: -400, anchor: null });
    expect(
      parseEventQuery({ page: '70000', after: '1763747001123.9007199254740993' })
    ).toMatchObject({
      page: 70_000,
      // More digits than a number of JavaScript holds.
      anchor: { side: 'after', cursor: { occurred_at: 1763747001123, id: '9007199254740993' } },
    });
    expect(parseEventQuery({ page: '-2', before: '0.1' })).toMatchObject({
      page: -2,
      anchor: { side: 'before', cursor: { occurred_at: 0, id: '1' } },
    });
  });

  it.each([
    { after: '' },
    { after: '12' },
    { after: '12.x' },
    { after: '-1.2' },
    { after: ['1.2'] },
    { before: '1.2.3' },
    { before: '1.2', after: '1.2' },
  ])('refuses what is no place: %j', (query) => {
    const [parameter] = Object.keys(query);
    expect(() => parseEventQuery(query)).toThrow(refusal(parameter!));
  });

  it.each([
    { page: '401' },
    { page: '10001', pageSize: '1' },
    { page: '-401' },
    { page: '9007199254740991', pageSize: '100' },
  ])('refuses the page beyond row 10,000 and says to narrow: %j', (query) => {
    expect(() => parseEventQuery(query)).toThrow(refusal('page', 'page-too-deep'));
    expect(() => parseEventQuery(query)).toThrow('narrow the filters');
  });
});

describe('parseActorQuery', () => {
  it('searches in lower case, without the space around', () => {
    expect(parseActorQuery({ search: ' Änna ' })).toEqual({
      search: 'änna',
      page: 1,
      pageSize: 25,
    });
  });

  it.each([
    ['search', 'x'.repeat(101)],
    ['search', ['a', 'b']],
    ['q', 'outcome:fail'],
    ['q', '-origin:cron'],
    ['q', ['a', 'b']],
    ['q', 'a'.repeat(4_001)],
    ['timeZone', 'Mars/Olympus'],
    ['page', '0'],
    ['sort', 'name:asc'],
  ])('refuses %s=%j and names it', (parameter, value) => {
    expect(() => parseActorQuery({ [parameter]: value })).toThrow(refusal(parameter));
  });
});

describe('parseEventId', () => {
  it('takes a UUID in either case', () => {
    expect(parseEventId('0199A0F0-0000-7000-8000-00000000000A')).toBe(
      '0199a0f0-0000-7000-8000-00000000000a'
    );
  });

  it.each(['1', 'x', '0199a0f000007000800000000000000a', "' or 1=1 --", undefined])(
    'refuses %j and names the id',
    (id) => {
      expect(() => parseEventId(id)).toThrow(refusal('id'));
    }
  );
});
