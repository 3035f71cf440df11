import { errors } from '@strapi/utils';
import { buildSchema, execute, GraphQLError, parse, validate } from 'graphql';
import type { RefusalSignal } from '../../../../../server/src/event';
import {
  refusalsOf,
  type ApolloRequest,
  type KnownNames,
} from '../../../../../server/src/strapi/graphql/refusals';

const { ForbiddenError, NotFoundError, ValidationError } = errors;

const schema = buildSchema(`
  type Author { name: String secret: String }
  type Query { author(documentId: ID!): Author authors: [Author] }
  type Mutation { deleteAuthor(documentId: ID!): Author updateAuthor(documentId: ID!, name: String): Author }
`);
const FIELDS = ['author', 'authors', 'deleteAuthor', 'updateAuthor', 'DeleteAuthor'];
const known: KnownNames = {
  types: { of: (field) => (/author/i.test(field) ? 'api::author.author' : null) },
  names: { isKnown: (name: string) => FIELDS.includes(name) } as KnownNames['names'],
};

type Resolvers = Record<string, () => unknown>;

/** What Apollo hands to its plugins where a server of this schema has answered the text. */
async function answered(
  text: string,
  {
    resolvers = {},
    variables,
    name,
    method = 'POST',
  }: { resolvers?: Resolvers; variables?: Record<string, unknown>; name?: string; method?: string }
): Promise<ApolloRequest> {
  const request = {
    http: { method },
    ...(name !== undefined && { operationName: name }),
    ...(variables && { variables }),
  };
  const document = parse(text);
  const invalid = validate(schema, document);
  if (invalid.length > 0) {
    const code = 'GRAPHQL_VALIDATION_FAILED';
    const wrong = invalid.map(
      (error) => new GraphQLError(error.message, { nodes: error.nodes, extensions: { code } })
    );
    return { request, document: document as never, errors: wrong };
  }
  const { errors: found = [] } = await execute({
    schema,
    document,
    rootValue: resolvers,
    variableValues: variables,
    operationName: name,
  });
  return { request, document: document as never, errors: found };
}

const refused = async (
  text: string,
  options: Parameters<typeof answered>[1] = {},
  recorded: readonly string[] = []
): Promise<RefusalSignal[]> => refusalsOf(await answered(text, options), known, new Set(recorded));

const forbidden = () => {
  throw new ForbiddenError('Ada may not delete tulips');
};

describe('a refused operation over GraphQL', () => {
  it('is told with status, field, type and the id that was asked for', async () => {
    const text = 'mutation DeleteAuthor($id: ID!) { deleteAuthor(documentId: $id) { name } }';
    const variables = { id: 'abcdefghijklmnopqrstuvwx' };
    expect(await refused(text, { resolvers: { deleteAuthor: forbidden }, variables })).toEqual([
      {
        status: 403,
        method: 'POST',
        operation: 'DeleteAuthor',
        handler: 'Mutation.deleteAuthor',
        errorMessage: 'Forbidden',
        resource: { type: 'api::author.author', documentId: variables.id },
        tokenRanOut: false,
        recorded: [],
        isRead: false,
      },
    ]);
  });

  it.each([
    ['a forbidden one', new ForbiddenError('tulip'), 403, 'Forbidden'],
    ['one not found', new NotFoundError('tulip'), 404, 'Not Found'],
    ['an invalid one', new ValidationError('tulip'), 400, 'Bad Request'],
    [
      'its own status',
      Object.assign(new Error('tulip'), { status: 429 }),
      429,
      'Too Many Requests',
    ],
    ['no status', new Error('tulip'), 500, 'Internal Server Error'],
    [
      "Apollo's code",
      new GraphQLError('tulip', { extensions: { code: 'UNAUTHENTICATED' } }),
      401,
      'Unauthorized',
    ],
  ])(
    'has the status of what was thrown, and none of its words: %s',
    async (_, error, status, why) => {
      const deleteAuthor = () => {
        throw error;
      };
      const [first] = await refused('mutation { deleteAuthor(documentId: 7) { name } }', {
        resolvers: { deleteAuthor },
      });
      expect(first).toMatchObject({ status, errorMessage: why, resource: { id: '7' } });
      expect(JSON.stringify(first)).not.toContain('tulip');
    }
  );

  it('is one for each field of the root that failed', async () => {
    const text = `mutation {
      a: deleteAuthor(documentId: 1) { name }
      b: updateAuthor(documentId: 2) { name }
      c: deleteAuthor(documentId: 3) { name }
    }`;
    const resolvers = { deleteAuthor: forbidden, updateAuthor: () => ({ name: 'x' }) };
    const found = await refused(text, { resolvers });
    expect(found.map(({ handler, resource }) => [handler, resource.id])).toEqual([
      ['Mutation.deleteAuthor', '1'],
      ['Mutation.deleteAuthor', '3'],
    ]);
    // A failed sign-in, say, has an event of its own.
    expect(await refused(text, { resolvers }, ['a'])).toHaveLength(1);
  });

  it('was done where only a part of its response is refused', async () => {
    const resolvers = { deleteAuthor: () => ({ name: forbidden }) };
    const [only] = await refused('mutation { deleteAuthor(documentId: 1) { name } }', {
      resolvers,
    });
    expect(only).toMatchObject({ status: 403, isRead: true });
  });

  it('is a read where a query is refused, by whatever method', async () => {
    const resolvers = { authors: forbidden };
    for (const method of ['GET', 'POST']) {
      const [only] = await refused('{ authors { name } }', { resolvers, method });
      expect(only).toMatchObject({ isRead: true, method, handler: 'Query.authors' });
    }
  });
});

describe('an invalid operation over GraphQL', () => {
  it('is one refusal, and names its field where there is one only', async () => {
    const one = await refused('mutation { deleteAuthor(documentId: 1) { colour } }');
    expect(one).toMatchObject([
      {
        status: 400,
        errorMessage: 'The GraphQL document does not fit the schema',
        handler: 'Mutation.deleteAuthor',
        isRead: false,
      },
    ]);
    const two = await refused('mutation { a: deleteAuthor { b } c: updateAuthor { d } }');
    expect(two).toMatchObject([{ status: 400, handler: null, resource: {} }]);
  });

  it('keeps no word of a name that the schema does not have', async () => {
    const [only] = await refused('mutation tulip { tulip(documentId: "tulip tulip") }', {
      name: 'tulip',
    });
    expect(only).toMatchObject({ handler: 'Mutation.unknown', operation: 'unknown', resource: {} });
    expect(JSON.stringify(only)).not.toContain('tulip');
  });

  it('without a document is a write, unless it came by GET', () => {
    const code = 'GRAPHQL_PARSE_FAILED';
    const asked = (method: string) =>
      refusalsOf(
        { request: { http: { method } }, errors: [{ extensions: { code } }] },
        known,
        new Set()
      );
    expect(asked('POST')).toMatchObject([
      { status: 400, isRead: false, errorMessage: 'The GraphQL document cannot be parsed' },
    ]);
    expect(asked('GET')).toMatchObject([{ isRead: true }]);
  });

  it.each(['PERSISTED_QUERY_NOT_FOUND', 'PERSISTED_QUERY_NOT_SUPPORTED'])(
    'is none where it asks for the query of a hash: %s',
    (code) => {
      const request = { http: { method: 'GET' } };
      expect(refusalsOf({ request, errors: [{ extensions: { code } }] }, known, new Set())).toEqual(
        []
      );
    }
  );

  it('is none without errors', () => {
    expect(refusalsOf({ request: {} }, known, new Set())).toEqual([]);
  });
});
