import { ARTICLE, captureWith, redactorWith } from './fixtures';

describe('a query string', () => {
  it('hides one-time codes, tokens and filters on secret attributes', () => {
    const capture = captureWith({
      resourceType: ARTICLE,
      query: { code: 'x', filters: { internalNotes: { $eq: '1234' }, title: 'a' }, page: '2' },
    });
    expect(redactorWith().request(capture).query).toEqual({
      code: '[hidden]',
      filters: { internalNotes: '[hidden]', title: 'a' },
      page: '2',
    });
  });

  it('is taken apart when it is a text', () => {
    const capture = captureWith({ query: 'confirmation=abc&page=2' });
    expect(redactorWith().request(capture).query).toEqual({ confirmation: '[hidden]', page: '2' });
  });

  it('hides filters on secret attributes, whose names stand in brackets', () => {
    const query =
      'filters[internalNotes][$eq]=s&filters[author][phone]=s&filters[title]=a&sort=internalNotes';
    const shown = {
      ...{ 'filters[internalNotes][$eq]': '[hidden]', 'filters[author][phone]': '[hidden]' },
      ...{ 'filters[title]': 'a', sort: 'internalNotes' },
    };
    for (const resourceType of [ARTICLE, null]) {
      expect(redactorWith().request(captureWith({ resourceType, query })).query).toEqual(shown);
    }
  });
});
