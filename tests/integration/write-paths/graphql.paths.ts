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
    path: 'GraphQL: a mutation that is refused',
    arrange: author,
    act: ({ app }, { id }) =>
      app.request.post('/graphql').send({
        query: 'mutation ($id: ID!) { deleteAuthor(documentId: $id) { documentId } }',
        variables: { id },
      }),
    events: () => [],
  }),
];
