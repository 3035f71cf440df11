import { createApiToken, ok, type Client } from '../../helpers/actors';
import type { App } from '../../helpers/boot-app';
import { CHOSEN } from './chosen';

const literal = (text: string): string => JSON.stringify(text);

/** GraphQL answers 200 whatever happens: an error in its body fails the test. */
async function mutate(client: Client, query: string, variables: object = {}): Promise<void> {
  const { body } = await ok(client.post('/graphql').send({ query, variables }));
  if (body.errors) throw new Error(JSON.stringify(body.errors));
}

const IN_TEXT = `mutation {
  # internalNote: ${CHOSEN['private field in a comment of GraphQL']}
  first: createArticle(data: {
    title: "In the text"
    passphrase: ${literal(CHOSEN['password field in the text of GraphQL'])}
    internalNote: ${literal(CHOSEN['private field in the text of GraphQL'])}
    links: [{ label: "One", secret: ${literal(CHOSEN['password of a component in the text of GraphQL'])} }]
    seo: { tags: [{
      name: "tag"
      token: ${literal(CHOSEN['private field of a nested component in the text of GraphQL'])}
    }] }
    sections: [{
      __typename: "ComponentBlocksQuote"
      text: "Q"
      secret: ${literal(CHOSEN['password in a dynamic zone in the text of GraphQL'])}
    }]
  }) { documentId }
  second: createArticle(data: {
    title: "In a block"
    internalNote: """
    ${CHOSEN['private field as a block string of GraphQL']}
    """
  }) { documentId }
}`;

const WHOLE = 'mutation ($data: ArticleInput!) { createArticle(data: $data) { documentId } }';
const ALIASED = `mutation (
  $title: String
  $harmless: String
  $usual: String = ${literal(CHOSEN['default of a GraphQL variable'])}
  $address: String
) {
  a: createArticle(data: { title: $title, internalNote: $harmless }) { documentId }
  b: createArticle(data: { title: $title, internalNote: $usual }) { documentId }
  c: createAuthor(data: { name: $title, email: $address }) { documentId }
}`;

/** Secrets in the arguments of GraphQL, written into the text or sent as variables. */
export async function plantInGraphql(app: App, admin: Client): Promise<void> {
  const { client } = await createApiToken(app, admin, { name: 'Graph planter' });
  await mutate(client, IN_TEXT);
  await mutate(client, WHOLE, {
    data: {
      title: 'In variables',
      passphrase: CHOSEN['password field in GraphQL variables'],
      internalNote: CHOSEN['private field in GraphQL variables'],
      details: { password: CHOSEN['password named in a JSON field in GraphQL'] },
      seo: {
        tags: [
          { name: 'tag', secret: CHOSEN['password of a nested component in GraphQL variables'] },
        ],
      },
      sections: [
        {
          __typename: 'ComponentBlocksQuote',
          text: 'Q',
          secret: CHOSEN['password in a dynamic zone in GraphQL variables'],
        },
      ],
    },
  });
  await mutate(client, ALIASED, {
    title: 'Under other names',
    harmless: CHOSEN['private field in a GraphQL variable of another name'],
    address: CHOSEN['private e-mail in GraphQL'],
  });
}
