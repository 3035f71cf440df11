import { createApiToken, ok, type Client } from '../../helpers/actors';
import type { App } from '../../helpers/boot-app';
import { CHOSEN, unfold } from './chosen';

const CM = '/content-manager/collection-types/api::article.article';

/** Secrets of a wrong type, in bodies of a wrong kind, and where an address or an id stands. */
export async function plantInBodies(app: App, admin: Client): Promise<void> {
  await plantOfWrongType(app, admin);
  await plantInText(app, admin);
  await plantInForms(app, admin);
  await plantInAddresses(app, admin);
}

/** Strapi's validation quotes what is of a wrong type. */
async function plantOfWrongType(app: App, admin: Client): Promise<void> {
  const pin = Number(CHOSEN['PIN of a sign-in, as a number']);
  const signIn = { identifier: 'u@example.com', password: pin };
  await app.request.post('/api/auth/local').send(signIn).expect(400);
  await unfold(app);
  await app.request
    .post('/api/auth/local/register')
    .send({ username: 'w', email: 'w@example.com', password: [CHOSEN['password in a list']] })
    .expect(400);
  await app.request
    .post('/admin/register-admin')
    .send({
      email: 'w@example.com',
      firstname: 'W',
      password: { old: CHOSEN['password in an object'] },
    })
    .expect(400);
  await admin
    .put('/admin/users/me')
    .send({ password: Number(CHOSEN['password of an administrator, as a number']) })
    .expect(400);
  await admin
    .post(CM)
    .send({ title: 'W', passphrase: { a: CHOSEN['password field of a wrong type'] } })
    .expect(400);
  await unfold(app);
  await admin
    .post(CM)
    .send({ title: 'W', internalNote: [CHOSEN['private field of a wrong type']] })
    .expect(400);
}

/** `text/plain` is what `fetch` sends for a text without a header: Strapi does not parse it. */
async function plantInText(app: App, admin: Client): Promise<void> {
  const { client } = await createApiToken(app, admin, { name: 'Text planter' });
  const post = (path: string, type: string, text: string) =>
    client.post(path).set('Content-Type', type).send(text);
  await post(
    '/api/articles',
    'text/plain',
    `{"data":{"passphrase":"${CHOSEN['password in a text']}"}}`
  );
  await unfold(app);
  await post(
    '/api/probe/relay',
    'application/x-www-form-urlencoded',
    JSON.stringify({ author: { name: CHOSEN['JSON that is sent as a form'] } })
  );
}

async function plantInForms(app: App, admin: Client): Promise<void> {
  const { client } = await createApiToken(app, admin, { name: 'Form planter' });
  await app.request
    .post('/api/auth/local')
    .type('form')
    .send(`identifier=v@example.com&password[]=${CHOSEN['password in the list of a form']}`);
  await unfold(app);
  await client
    .post('/api/articles')
    .field(
      'data',
      JSON.stringify({
        title: 'Multipart',
        passphrase: CHOSEN['password field in a part'],
        links: JSON.stringify([
          { label: 'L', secret: CHOSEN['password of a component in a part'] },
        ]),
      })
    );
}

async function plantInAddresses(app: App, admin: Client): Promise<void> {
  const hook = (url: string) => ({ name: 'Hook', url, headers: {}, events: ['entry.create'] });
  const { body } = await ok(
    admin
      .post('/admin/webhooks')
      .send(hook(`https://hooks.example.com/services/${CHOSEN['path of a webhook']}`))
  );
  await ok(
    admin
      .put(`/admin/webhooks/${body.data.id}`)
      .send(hook(`https://hooks.example.com/services/${CHOSEN['path of a webhook, changed']}`))
  );
  await ok(admin.delete(`/admin/webhooks/${body.data.id}`));
  await app.request.put(`/api/authors/${CHOSEN['token as an id']}`).send({ data: {} });
  const query = `mutation { resetPassword\n   \t (code: "${CHOSEN['reset code of GraphQL, after a line break']}", password: "x", passwordConfirmation: "x") { jwt } }`;
  await ok(app.request.post('/graphql').send({ query }));
}
