import { bodyOf, captureWith, eventWith, redactorWith, requestOf } from './fixtures';

describe('a value that stands where a name does', () => {
  it.each([['71000006'], ['Secret71000006'], ['my password is tulip'], ['{"password":"tulip"}']])(
    'is kept neither in a body nor in a query: %s',
    (name) => {
      expect(JSON.stringify(bodyOf(null, { [name]: '' }))).not.toContain(name);
      const { query } = requestOf(null, { query: `${encodeURIComponent(name)}=&b=c` });
      expect(JSON.stringify(query)).not.toContain(name);
    }
  );

  it.each([['0'], ['2024'], ['address_2'], ['filters[name][$eq]']])('is a name: %s', (name) => {
    expect(bodyOf(null, { [name]: 'x' })).toEqual({ [name]: '[hidden: text]' });
  });
});

describe('what an application echoes', () => {
  const errors = [{ path: 'tulip', message: 'tulip' }];
  const answered = (status: number) =>
    requestOf(null, { request: { ...captureWith({}).request, status }, responseBody: { errors } })
      .responseBody;

  it('is an error where the request failed, and nothing else is', () => {
    expect(answered(400)).toEqual({ errors: [{ path: 'tulip' }] });
    expect(JSON.stringify(answered(200))).not.toContain('tulip');
  });
});

describe('a setting', () => {
  const changesOf = (path: string, after: unknown) =>
    redactorWith({}).event(
      eventWith({
        resource: { ...eventWith({}).resource, type: 'strapi::core-store' },
        changes: [{ path, label: path, kind: 'value', after }],
      })
    ).changes[0]?.after;

  it.each([
    ['allow_register', true],
    ['email_confirmation.options.object', 'Welcome'],
    ['github.enabled', true],
    ['metadatas.title.list.label', 'Title'],
  ])('that Strapi has is kept: %s', (path, value) => {
    expect(changesOf(path, value)).toEqual(value);
  });

  it.each([['xBadge'], ['error'], ['toJSON'], ['github.badge']])(
    'that nobody knows keeps its form: %s',
    (path) => {
      for (const value of ['tulip', 4711, ['tulip'], { badge: 'tulip' }]) {
        expect(JSON.stringify(changesOf(path, value) ?? null)).not.toMatch(/tulip|4711/);
      }
    }
  );

  it.each([['tulip'], [4711], [['tulip', 4711]], [{ a: 'tulip' }]])(
    'of a provider hides its credentials, whatever their type: %j',
    (key) => {
      const provider = { enabled: true, key, secret: key };
      expect(changesOf('github', provider)).toEqual({
        enabled: true,
        key: '[hidden]',
        secret: '[hidden]',
      });
      expect(changesOf('github.key', key)).toBeUndefined();
    }
  );
});
