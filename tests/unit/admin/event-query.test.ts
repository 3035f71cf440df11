import { eventQuery, filtersOf } from '../../../admin/src/api/event-query';

const decoded = (search: string) => [...new URLSearchParams(search)].map((pair) => pair.join('='));

describe('the query string of a list', () => {
  it('writes each condition in the words of the API', () => {
    const at = new Date('2026-01-02T03:04:05.006Z');
    const search = eventQuery(
      [
        ['resource.type', '$eq', 'api::article.article'],
        ['action', '$in', ['entry.create', 'entry.update']],
        ['occurredAt', '$gte', at],
      ],
      5
    );
    expect(decoded(search)).toEqual([
      'pageSize=5',
      'filters[$and][0][resource][type][$eq]=api::article.article',
      'filters[$and][1][action][$in][0]=entry.create',
      'filters[$and][1][action][$in][1]=entry.update',
      'filters[$and][2][occurredAt][$gte]=2026-01-02T03:04:05.006Z',
    ]);
  });

  it('keeps of another list only what says which events match', () => {
    const search = 'page=2&pageSize=25&sort=occurredAt:desc&filters[$and][0][action][$eq]=a.b';
    expect(decoded(filtersOf(search))).toEqual(['filters[$and][0][action][$eq]=a.b']);
  });
});
