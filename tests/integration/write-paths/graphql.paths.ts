import type { Client } from '../../helpers/actors';
import { ok } from '../../helpers/actors';
import { author, draft } from './article';
import { writePath, type WritePath } from './path';

/** GraphQL answers 200 whatever happens: an error in its body fails the test. */
async function mutate(client: Pick<Client, 'post'>, query: string, variables: object = {}) {
  const { body } = await ok(client.post('/graphql').send({ query, variables }));
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return body.data;
}

/** The same where an error is what the path is about. */
const ask = (client: Pick<Client, 'post'>, query: string, variables: object = {}) =>
  client.post('/graphql').send({ query, variables });

const TOKEN = 'graphql | api-token Importer';
const ANYBODY = 'graphql | anonymous';
const DELETE = 'mutation Remove($id: ID!) { deleteAuthor(documentId: $id) { documentId } }';
const CREATE = 'mutation ($name: String!) { createAuthor(data: { name: $name }) { documentId } }';

export const graphqlPaths: WritePath[] = [
  writePath({
    path: 'GraphQL with an API token: create, published at once',
    act: ({ token }) =>
      mutate(token, 'mutation { createArticle(data: { title: "Queried" }) { documentId } }'),
    events: () => [
      'entry.create | graphql | api-token Importer | api::article.article en draft "Queried"',
      'entry.publish | graphql | api-token Importer | api::article.article en published "Queried"',
    ],
  }),
  writePath({
    path: 'GraphQL with an API token: update',
    arrange: author,
    act: ({ token }, { id }) =>
      mutate(
        token,
        'mutation ($id: ID!) { updateAuthor(documentId: $id, data: { bio: "New" }) { documentId } }',
        { id }
      ),
    events: ({ name }) => [
      `entry.update | graphql | api-token Importer | api::author.author "${name}"`,
    ],
    changes: [['bio']],
  }),
  writePath({
    path: 'GraphQL with an API token: delete',
    arrange: draft,
    act: ({ token }, { id }) =>
      mutate(token, 'mutation ($id: ID!) { deleteArticle(documentId: $id) { documentId } }', {
        id,
      }),
    events: ({ title }) => [
      `entry.delete | graphql | api-token Importer | api::article.article en draft "${title}"`,
    ],
  }),
  writePath({
    path: 'GraphQL with an API token: several mutations in one request',
    arrange: author,
    act: ({ token }, { id }) =>
      mutate(
        token,
        `mutation ($id: ID!) {
          first: createAuthor(data: { name: "First" }) { documentId }
          second: updateAuthor(documentId: $id, data: { bio: "Second" }) { documentId }
          third: deleteAuthor(documentId: $id) { documentId }
        }`,
        { id }
      ),
    events: ({ name }) => [
      'entry.create | graphql | api-token Importer | api::author.author "First"',
      `entry.update | graphql | api-token Importer | api::author.author "${name}"`,
      `entry.delete | graphql | api-token Importer | api::author.author "${name}"`,
    ],
  }),
  writePath({
    path: 'GraphQL as a users-permissions user: create',
    act: ({ reader }) => mutate(reader, CREATE, { name: 'Kim of the graph' }),
    events: () => [
      'entry.create | graphql | end-user reader | api::author.author "Kim of the graph"',
    ],
  }),
  writePath({
    path: 'GraphQL by the public: create',
    act: ({ app }) => mutate(app.request, CREATE, { name: 'Nobody of the graph' }),
    events: () => ['entry.create | graphql | anonymous | api::author.author "Nobody of the graph"'],
  }),
  writePath({
    path: 'GraphQL: a mutation without the right',
    arrange: author,
    act: ({ app }, { id }) => ask(app.request, DELETE, { id }),
    events: () => [`request.denied | ${ANYBODY} | api::author.author | denied: Forbidden`],
    payloads: () => [{ handler: 'Mutation.deleteAuthor', operation: 'Remove' }],
  }),
  writePath({
    path: 'GraphQL: one mutation that may be done and two that may not, by alias and fragment',
    act: ({ app }) =>
      ask(
        app.request,
        `mutation {
          made: createAuthor(data: { name: "Allowed" }) { documentId }
          gone: deleteAuthor(documentId: "a") { documentId }
          ...More
        }
        fragment More on Mutation { createArticle(data: { title: "No" }) { documentId } }`
      ),
    events: () => [
      `entry.create | ${ANYBODY} | api::author.author "Allowed"`,
      `request.denied | ${ANYBODY} | api::author.author | denied: Forbidden`,
    ],
  }),
  writePath({
    path: 'GraphQL: a query without the right',
    act: ({ app }) => ask(app.request, '{ articles { title } }'),
    events: () => [`request.denied | ${ANYBODY} | api::article.article | denied: Forbidden`],
    payloads: () => [{ handler: 'Query.articles' }],
  }),
  writePath({
    path: 'GraphQL: a mutation that cannot be parsed',
    act: ({ token }) => token.post('/graphql').send({ query: 'mutation { secret-71000001' }),
    events: () => [
      `request.rejected | ${TOKEN} |  | failure: The GraphQL document cannot be parsed`,
    ],
  }),
  writePath({
    path: 'GraphQL: a mutation that the schema does not know',
    act: ({ token }) => ask(token, 'mutation { dropEverything(pin: "71000001") { id } }'),
    events: () => [
      `request.rejected | ${TOKEN} |  | failure: The GraphQL document does not fit the schema`,
    ],
    payloads: () => [{ handler: 'Mutation.unknown' }],
  }),
  writePath({
    path: 'GraphQL: a mutation with a variable of a wrong type',
    act: ({ token }) => ask(token, CREATE, { name: { pin: 71000001 } }),
    events: () => [`request.rejected | ${TOKEN} | api::author.author | failure: Bad Request`],
  }),
  writePath({
    path: 'GraphQL: a mutation that the content type refuses',
    act: ({ token }) =>
      ask(token, 'mutation { createArticle(data: { title: "X", slug: "no slug!" }) { slug } }'),
    events: () => [`request.rejected | ${TOKEN} | api::article.article | failure: Bad Request`],
  }),
  writePath({
    path: 'GraphQL: a mutation by GET',
    act: ({ token }) =>
      token
        .get('/graphql')
        .query({ query: 'mutation { deleteAuthor(documentId: "x") { documentId } }' })
        .set('apollo-require-preflight', '1'),
    events: () => [`request.rejected | ${TOKEN} | api::author.author | failure: Bad Request`],
  }),
  writePath({
    path: 'GraphQL: queries that find nothing or are invalid: nothing',
    act: async ({ token }) => {
      await ask(token, '{ author(documentId: "missing") { name } }');
      await ask(token, '{ author(documentId: "missing") { noSuchField } }');
    },
    events: () => [],
  }),
];
