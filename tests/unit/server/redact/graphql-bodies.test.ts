import { createRedactor } from '../../../../server/src/redact';
import { bodyOf, captureWith, getModel, redactorWith } from './fixtures';

const graphql = (body: unknown) => bodyOf(null, body, { path: '/graphql', origin: 'graphql' });
const queryOf = (query: string) => (graphql({ query }) as { query: string }).query;
const answerTo = (requestBody: unknown, responseBody: unknown) =>
  redactorWith().request(captureWith({ origin: 'graphql', requestBody, responseBody }))
    .responseBody;

describe('a GraphQL document', () => {
  it('hides the private, password and encrypted fields of the type that its field names', () => {
    const query = (pin: string, vault: string, notes: string) =>
      `mutation { createArticle(data: { title: "Hello", pin: ${pin}, vault: ${vault}, internalNotes: ${notes} }) { documentId } }`;
    expect(queryOf(query('1234', '"v"', '"n"'))).toBe(
      query('"[hidden]"', '"[hidden]"', '"[hidden]"')
    );
  });

  it.each([
    ['an escaped quote', '"be\\"fore-secret"'],
    ['an escaped backslash at its end', '"secret\\\\"'],
    ['a block string', '"""\nline "secret"\nline\n"""'],
    ['a list', '["secret", "secret"]'],
    ['an object', '{ a: "secret", b: [{ c: "secret" }] }'],
  ])('hides a secret that is %s', (_kind, literal) => {
    const text = queryOf(
      `mutation { createArticle(data: { title: "T", internalNotes: ${literal} }) { id } }`
    );
    expect(text).toContain('"T"');
    expect(text).toContain('[hidden]');
    expect(text).not.toContain('secret');
  });

  it('follows components, and dynamic zones in variables', () => {
    const body = (secret: string) => ({
      query: `mutation ($blocks: [Zone]) { updateArticle(documentId: "z7v8zma3nfo1x0c2b4n6m8k0", data: { seo: { metaTitle: "m", code: "${secret}" }, blocks: $blocks }) { id } }`,
      variables: { blocks: [{ __component: 'shared.part', body: 'b', unlock: secret }] },
    });
    expect(graphql(body('secret'))).toEqual(body('[hidden]'));
  });

  it('hides a variable for what it is used for, whatever its name', () => {
    const query =
      'mutation ($a: String!, $b: String) { createArticle(data: { title: $b, pin: $a }) { id } }';
    expect(graphql({ query, variables: { a: 'secret', b: 'Hello' } })).toEqual({
      query,
      variables: { a: '[hidden]', b: 'Hello' },
    });
  });

  it('hides a variable that only one of its uses makes a secret', () => {
    const query = 'mutation ($a: String) { createArticle(data: { title: $a, pin: $a }) { id } }';
    expect(graphql({ query, variables: { a: 'secret' } })).toEqual({
      query,
      variables: { a: '[hidden]' },
    });
  });

  it('hides the default of a secret variable', () => {
    const query = (value: string) =>
      `mutation ($a: String = "${value}", $b: String = "Hello") { createArticle(data: { pin: $a, title: $b }) { id } }`;
    expect(queryOf(query('secret'))).toBe(query('[hidden]'));
  });

  it('keeps the declaration of a variable that is named for a secret', () => {
    const query = 'mutation ($password: String!) { login(input: { password: $password }) { jwt } }';
    expect(graphql({ query, variables: { password: 'x' } })).toEqual({
      query,
      variables: { password: '[hidden]' },
    });
  });

  it('keeps the form of what a field of an application takes', () => {
    const query = (note: string, password: string) =>
      `mutation { orderNow(note: ${note}, count: "[hidden: number]", password: ${password}) }`;
    const sent = query('"n"', '"secret"').replace('"[hidden: number]"', '3');
    expect(queryOf(sent)).toBe(query('"[hidden: text]"', '"[hidden]"'));
  });

  it('hides comments', () => {
    expect(queryOf('# password: secret\n{ articles { id } }')).toBe(
      '# [hidden: text]\n{ articles { id } }'
    );
  });

  it('is not kept, nor are its variables, where it cannot be read', () => {
    expect(
      graphql({
        query: 'mutation { createArticle(data: { pin: "secret" }',
        variables: { a: 'secret' },
      })
    ).toEqual({ query: '[hidden: GraphQL, 48 characters]', variables: { a: '[hidden]' } });
    expect(
      graphql({ extensions: { persistedQuery: { version: 1 } }, variables: { a: 'secret' } })
    ).toEqual({
      extensions: { persistedQuery: { version: '[hidden: number]' } },
      variables: { a: '[hidden]' },
    });
  });

  it('is read in a batch, and in the form of an upload', () => {
    const one = (secret: string) => ({
      query: 'mutation ($a: String) { createArticle(data: { pin: $a }) { id } }',
      variables: { a: secret },
    });
    expect(graphql([one('secret')])).toEqual([one('[hidden]')]);
    expect(graphql({ operations: JSON.stringify(one('secret')) })).toEqual({
      operations: JSON.stringify(one('[hidden]')),
    });
  });

  it('is read in a query string', () => {
    const query =
      'query ($a: String) { articles(filters: { internalNotes: { eq: $a } }) { title } }';
    const parameters = new URLSearchParams({ query, variables: '{"a":"secret"}' });
    const capture = captureWith({ origin: 'graphql', query: String(parameters) });
    expect(redactorWith().request(capture).query).toEqual({ query, variables: '{"a":"[hidden]"}' });
  });

  it('keeps a typed identifier only if it is an e-mail', () => {
    const body = (typed: string) => ({
      query: `mutation ($identifier: String) { a: login(input: { identifier: "${typed}" }) { jwt } b: login(input: { identifier: $identifier }) { jwt } }`,
      variables: { identifier: typed },
    });
    expect(graphql(body('hunter2'))).toEqual(body('[hidden]'));
    expect(graphql(body('ada@example.com'))).toEqual(body('ada@example.com'));
  });
});

describe('an answer of GraphQL', () => {
  it('is read by the fields of the document, aliases included', () => {
    const query = 'mutation { made: createArticle(data: {}) { t: title n: internalNotes } }';
    expect(answerTo({ query }, { data: { made: { t: 'Hello', n: 'secret' } } })).toEqual({
      data: { '[hidden: name]': { t: 'Hello', n: '[hidden]' } },
    });
  });

  it('keeps its form where the field is one of an application', () => {
    const query = 'mutation { orderNow { article { x: title pin } } }';
    expect(answerTo({ query }, { data: { orderNow: { article: { x: 'T', pin: 1234 } } } })).toEqual(
      { data: { orderNow: { article: { x: '[hidden: text]', pin: '[hidden]' } } } }
    );
  });

  it('keeps of its errors the code, the path and the rule', () => {
    const message = 'Variable "$a" got invalid value "s3cret-value"; must be a `string` type';
    const extensions = { code: 'BAD_USER_INPUT', stacktrace: ['s3cret-value'] };
    const errors = [
      { message, path: ['createArticle'], extensions },
      { message: 'Forbidden access', extensions: { error: { name: 'ForbiddenError' } } },
    ];
    expect(answerTo({ query: '{ articles { id } }' }, { data: null, errors })).toEqual({
      data: null,
      errors: [
        { name: 'BAD_USER_INPUT', rule: 'type', path: 'createArticle' },
        { name: 'ForbiddenError', message: 'Forbidden access' },
      ],
    });
  });
});

it('hides documents, variables and answers where the application has no GraphQL to read them with', () => {
  const redactor = createRedactor({
    getModel,
    listModels: () => [],
    config: { keys: [], reveal: [], maxBodyBytes: 8192, maxEventBytes: 65_536 },
  });
  const query = 'mutation ($a: String) { createArticle(data: { title: "s3cret" }) { id } }';
  const request = redactor.request(
    captureWith({
      ...{ origin: 'graphql', requestBody: { query, variables: { a: 's3cret' } } },
      responseBody: { data: { createArticle: { id: 's3cret' } } },
    })
  );
  expect(JSON.stringify(request)).not.toContain('s3cret');
  expect(request.requestBody).toMatchObject({ variables: { a: expect.stringMatching(/hidden/) } });
});
