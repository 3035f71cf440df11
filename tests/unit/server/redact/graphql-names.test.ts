import { captureWith, redactorWith } from './fixtures';

/** Words of the sender's own: none is in the schema, and some look like tokens. */
const WORDS = [
  ...[
    'SaltyWalrus58',
    'glpat_a1B2c3D4e5F6g7H8i9J0',
    'AKIAQ3EXAMPLE7Z2MNB4',
    'Zk3Qw9Lm2Xv7Tr5Yp8Nd',
  ],
  ...[
    'tulip',
    'hunter2',
    'ABCD1_EFGH2_JKLM3_NPQR4',
    '_71000006',
    'sk_abcdefghijkl',
    'correctHorse',
  ],
];

/** Where a document has a name. */
const POSITIONS: Record<string, (word: string) => Record<string, unknown>> = {
  operation: (word) => ({
    query: `mutation ${word} { createArticle(data: {}) { title } }`,
    operationName: word,
  }),
  'operation of several': (word) => ({
    query: `query ${word} { articles { title } } query Other { articles { title } }`,
    operationName: word,
  }),
  field: (word) => ({ query: `mutation { ${word}(a: 1) }` }),
  'field below a known one': (word) => ({ query: `{ articles { ${word} { ${word} } } }` }),
  alias: (word) => ({ query: `{ ${word}: articles { title } }` }),
  'alias below a known field': (word) => ({ query: `{ articles { ${word}: title } }` }),
  argument: (word) => ({ query: `{ articles(${word}: 1) { title } }` }),
  'argument of an unknown field': (word) => ({ query: `{ ${word}(${word}: {${word}: [1]}) }` }),
  'field of an input': (word) => ({
    query: `mutation { createArticle(data: {${word}: "x"}) { id } }`,
  }),
  'field of a nested input': (word) => ({
    query: `mutation { createArticle(data: {seo: {${word}: {${word}: 1}}}) { id } }`,
  }),
  'field of a filter': (word) => ({ query: `{ articles(filters: {${word}: {eq: 1}}) { id } }` }),
  variable: (word) => ({
    query: `query ($${word}: Int) { articles(pagination: {page: $${word}}) { id } }`,
    variables: { [word]: 1 },
  }),
  'variable with a default': (word) => ({
    query: `query ($${word}: Int = 3) { articles(pagination: {page: $${word}}) { id } }`,
  }),
  'variable that nobody declares': (word) => ({
    query: '{ articles { id } }',
    variables: { [word]: 'x' },
  }),
  'variable without a document': (word) => ({ variables: { [word]: 'x' } }),
  'variables as a text': (word) => ({ query: '{ articles { id } }', variables: `{"${word}": 1}` }),
  'type of a variable': (word) => ({
    query: `query ($a: [${word}!]) { articles(sort: $a) { id } }`,
  }),
  fragment: (word) => ({
    query: `{ articles { ...${word} } } fragment ${word} on Article { title }`,
  }),
  'type of a fragment': (word) => ({ query: `{ articles { ... on ${word} { title } } }` }),
  directive: (word) => ({ query: `{ articles @${word}(${word}: 1) { title } }` }),
  'directive of an operation': (word) => ({ query: `query @${word} { articles { title } }` }),
};
const answerOf = (word: string) => ({
  data: { [word]: [{ [word]: { [word]: 'x' } }], articles: [{ [word]: 1 }] },
  errors: [{ message: `Cannot query ${word}`, path: [word, 0, word] }],
});

const kept = (requestBody: unknown, responseBody: unknown, more = {}) =>
  redactorWith(more).request(
    captureWith({ origin: 'graphql', handler: 'graphql', requestBody, responseBody })
  );

describe.each(Object.keys(POSITIONS))('a word of the sender as the name of the %s', (position) => {
  it.each(WORDS)('is not kept: %s', (word) => {
    const body = POSITIONS[position]?.(word) ?? {};
    const operations = { operations: JSON.stringify(body), map: '{}' };
    for (const sent of [body, [body], operations]) {
      const { requestBody, responseBody } = kept(sent, answerOf(word));
      expect(JSON.stringify(requestBody)).not.toContain(word);
      expect(JSON.stringify(responseBody)).not.toContain(word);
    }
  });
});

it.each(['operation', 'field', 'alias', 'argument', 'variable', 'fragment', 'directive'])(
  'is not kept where the owner reveals values either: %s',
  (position) => {
    for (const word of WORDS) {
      const { requestBody } = kept(POSITIONS[position]?.(word), null, {
        revealHandlers: ['graphql'],
      });
      expect(JSON.stringify(requestBody)).not.toContain(word);
    }
  }
);

describe('a name that the schema has, or that is made of its words', () => {
  const DOCUMENTS = [
    'mutation CreateArticle($data: ArticleInput!) { createArticle(data: $data) { documentId title } }',
    'query GetArticlesByAuthor2($pageSize: Int) { articles(pagination: {pageSize: $pageSize}) { title } }',
    'query ArticleList { articles_connection { nodes { title author { name } } pageInfo { total } } }',
    '{ a: articles { t: title } b2: articles { ...ArticleFields } } fragment ArticleFields on Article { title }',
    'mutation { orderNow(note: "[hidden: text]", count: "[hidden: text]") }',
    'query @include(if: true) { __typename articles @skip(if: false) { __typename } }',
    'mutation Login { login(input: {identifier: "a@example.com"}) { jwt user { username } } }',
  ];

  it.each(DOCUMENTS)('is kept: %s', (query) => {
    expect(kept({ query }, null).requestBody).toEqual({ query });
  });

  it('is kept in the JSON of an attribute, which is content', () => {
    const query = 'mutation { createArticle(data: {settings: {tulips: {red: 3}}}) { id } }';
    expect(kept({ query }, null).requestBody).toEqual({ query });
    const data = { articles: [{ title: 'T', settings: { tulips: { red: 3 } } }] };
    expect(kept({ query: '{ articles { title settings } }' }, { data }).responseBody).toEqual({
      data,
    });
  });
});
