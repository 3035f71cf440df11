import {
  formatApiQuery,
  formatQuery,
  parseQuery,
  type QueryState,
} from '../../../admin/src/pages/AuditLogsPage/query-state';

const DEFAULTS: QueryState = { text: '', page: 1, beside: null, pageSize: 25, event: null };

const FULL: QueryState = {
  text: 'actor:"Anna & Bo" -origin:cron after:7d 100% a+b',
  page: 3,
  beside: { side: 'after', place: '1763747001123.75' },
  pageSize: 50,
  event: '0197a000-0000-7000-8000-000000000001',
};

const reopen = (state: QueryState) =>
  parseQuery(new URLSearchParams(formatQuery(state).toString()));

describe('the state in the address', () => {
  it('comes back whole from its own address', () => {
    expect(reopen(FULL)).toEqual(FULL);
    expect(reopen(DEFAULTS)).toEqual(DEFAULTS);
  });

  it.each([
    { page: -1, beside: null },
    { page: -2, beside: null },
    { page: -2, beside: { side: 'before', place: '5.5' } as const },
    { page: 70_000, beside: { side: 'after', place: '5.5' } as const },
  ])('comes back with its page: %j', (page) => {
    expect(reopen({ ...DEFAULTS, ...page })).toEqual({ ...DEFAULTS, ...page });
  });

  it('leaves no trace in the address where everything is at its default', () => {
    expect(formatQuery(DEFAULTS).toString()).toBe('');
  });

  it.each([
    ['page=0', { page: 1 }],
    ['page=two', { page: 1 }],
    ['page=1.5', { page: 1 }],
    ['page=1&after=5.5', { page: 1 }],
    ['after=5.5', { page: 1 }],
    ['page=-1&before=5.5', { page: -1 }],
    ['pageSize=7', { pageSize: 25 }],
    ['event=', { event: null }],
    ['q=%20%20', { text: '' }],
    ['unknown=1', {}],
  ])('opens with its default where %s makes no sense', (search, expected) => {
    expect(parseQuery(new URLSearchParams(search))).toEqual({ ...DEFAULTS, ...expected });
  });

  it('keeps a question that is not understood, for the search box to explain', () => {
    expect(parseQuery(new URLSearchParams('q=actr%3Aanna')).text).toBe('actr:anna');
  });
});

describe('the question to the server', () => {
  const asked = (state: QueryState) =>
    Object.fromEntries(new URLSearchParams(formatApiQuery(state, 'Asia/Tokyo')));

  it('is the page, and nothing else, where nothing is asked', () => {
    expect(asked(DEFAULTS)).toEqual({ page: '1', pageSize: '25', sort: 'occurredAt:desc' });
  });

  it('has the text as it is, and the zone in which its days begin', () => {
    expect(asked(FULL)).toEqual({
      q: FULL.text,
      timeZone: 'Asia/Tokyo',
      page: '3',
      after: '1763747001123.75',
      pageSize: '50',
      sort: 'occurredAt:desc',
    });
  });
});
