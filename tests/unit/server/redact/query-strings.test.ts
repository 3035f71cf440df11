import { ARTICLE, captureWith, redactorWith } from './fixtures';

describe('a query string', () => {
  it('hides one-time codes, tokens and filters on secret attributes', () => {
    const capture = captureWith({
      resourceType: ARTICLE,
      query: 'code=x&filters[internalNotes][$eq]=1234&filters[title]=a&page=2&_q=words&utm=1',
    });
    expect(redactorWith().request(capture).query).toEqual({
      code: '[hidden]',
      'filters[internalNotes][$eq]': '[hidden]',
      'filters[title]': 'a',
      page: '2',
      _q: '[hidden: text]',
      utm: '[hidden: text]',
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
      'filters[internalNotes][$eq]': '[hidden]',
      'filters[author][phone]': '[hidden]',
      'filters[title]': 'a',
      sort: 'internalNotes',
    };
    const capture = captureWith({ resourceType: ARTICLE, query });
    expect(redactorWith().request(capture).query).toEqual(shown);
    const revealed = redactorWith({ revealHandlers: ['*'] });
    expect(revealed.request(captureWith({ query })).query).toEqual(shown);
  });
});
