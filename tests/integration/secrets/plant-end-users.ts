import { clientFor, createApiToken, ok, type Client } from '../../helpers/actors';
import type { App } from '../../helpers/boot-app';
import { CHOSEN, unfold, type Made } from './chosen';

const CM = '/content-manager/collection-types/plugin::users-permissions.user';

/** Secrets of users-permissions, whose sessions are kept (refresh mode). */
export async function plantInEndUsers(app: App, admin: Client, made: Made): Promise<void> {
  const registered = await ok(
    app.request
      .post('/api/auth/local/register')
      .send({
        username: 'planted',
        email: 'planted@example.com',
        password: CHOSEN['password of an end user'],
      })
  );
  made['token of an end user'] = registered.body.jwt;
  await ok(
    admin
      .post('/content-manager/collection-types/plugin::users-permissions.user')
      .send({
        username: 'made',
        email: 'made@example.com',
        password: CHOSEN['password of an end user made by an admin'],
        confirmed: true,
        role: { connect: [await memberRole(app)] },
      })
  );
  made['hash of an end user password'] = await app.run(
    async (strapi) =>
      (
        await strapi.db
          .query('plugin::users-permissions.user')
          .findOne({ where: { email: 'made@example.com' } })
      ).password
  );
  await plantInSignIns(app, made);
  await plantInPasswords(app, admin, made);
  await plantInProviders(app, admin);
}

async function plantInSignIns(app: App, made: Made): Promise<void> {
  const { request } = app;
  const identifier = 'planted@example.com';
  const signedIn = await ok(
    request
      .post('/api/auth/local')
      .send({ identifier, password: CHOSEN['password of an end user'] })
  );
  made['access token of an end user'] = signedIn.body.jwt;
  made['refresh token of an end user'] = signedIn.body.refreshToken;
  await request
    .post('/api/auth/local')
    .send({ identifier, password: CHOSEN['wrong password of an end user'] })
    .expect(400);
  await request
    .post('/api/auth/local')
    .send({ identifier: CHOSEN['password typed as the identifier of an end user'], password: 'x' })
    .expect(400);
  await request
    .post('/api/auth/refresh')
    .send({ refreshToken: CHOSEN['wrong refresh token of an end user'] })
    .expect(401);
  const inText = (typed: string, password: string) => ({
    query: `mutation { login(input: { identifier: "${typed}", password: "${password}" }) { jwt } }`,
  });
  const inVariables = (typed: string, password: string) => ({
    query: 'mutation ($input: UsersPermissionsLoginInput!) { login(input: $input) { jwt } }',
    variables: { input: { identifier: typed, password } },
  });
  for (const body of [
    inText(identifier, CHOSEN['password of an end user by GraphQL']),
    inText(CHOSEN['password typed as the identifier in GraphQL'], 'x'),
    inVariables(identifier, CHOSEN['password of an end user in GraphQL variables']),
    inVariables(CHOSEN['password typed as the identifier in GraphQL variables'], 'x'),
  ]) {
    await unfold(app);
    await ok(request.post('/graphql').send(body));
  }
  await request
    .get(
      `/api/auth/email-confirmation?confirmation=${CHOSEN['wrong confirmation token of an end user']}`
    )
    .expect(400);
  await request
    .get(
      `/api/auth/example/callback?access_token=${CHOSEN['access token of a provider in a query string']}`
    )
    .expect(400);
}

const memberRole = (app: App): Promise<{ id: number; documentId: string }> =>
  app.run((strapi) =>
    strapi.db
      .query('plugin::users-permissions.role')
      .findOne({ where: { type: 'authenticated' }, select: ['id', 'documentId'] })
  );

const columnOf = (app: App, column: string): Promise<string> =>
  app.run(
    async (strapi, name) =>
      (
        await strapi.db
          .query('plugin::users-permissions.user')
          .findOne({ where: { email: 'planted@example.com' } })
      )[name],
    column
  );

async function plantInPasswords(app: App, admin: Client, made: Made): Promise<void> {
  const { request } = app;
  const planted = clientFor(app, made['access token of an end user'] ?? '');
  const chosen = (password: string) => ({ password, passwordConfirmation: password });
  const changed = await ok(
    planted
      .post('/api/auth/change-password')
      .send({
        currentPassword: CHOSEN['password of an end user'],
        ...chosen(CHOSEN['password that an end user changed to']),
      })
  );
  made['access token after a changed password'] = changed.body.jwt;
  made['refresh token after a changed password'] = changed.body.refreshToken;
  made['hash of a changed password'] = await columnOf(app, 'password');

  await ok(request.post('/api/auth/forgot-password').send({ email: 'planted@example.com' }));
  made['reset code of an end user'] = await columnOf(app, 'resetPasswordToken');
  await request
    .post('/api/auth/reset-password')
    .send({ code: CHOSEN['wrong reset code of an end user'], ...chosen('whatever-1') })
    .expect(400);
  const reset = await ok(
    request
      .post('/api/auth/reset-password')
      .send({
        code: made['reset code of an end user'],
        ...chosen(CHOSEN['password that an end user reset to']),
      })
  );
  made['access token after a reset password'] = reset.body.jwt;

  const [id, documentId] = [await columnOf(app, 'id'), await columnOf(app, 'documentId')];
  const importer = await createApiToken(app, admin, { name: 'Planter' });
  await ok(
    importer.client
      .put(`/api/users/${id}`)
      .send({ password: CHOSEN['password of an end user changed by a token'], confirmed: false })
  );
  await ok(
    admin
      .put(`${CM}/${documentId}`)
      .send({ password: CHOSEN['password of an end user changed by an admin'] })
  );
  await ok(
    request.post('/api/auth/send-email-confirmation').send({ email: 'planted@example.com' })
  );
  made['confirmation token of an end user'] = await columnOf(app, 'confirmationToken');
}

async function plantInProviders(app: App, admin: Client): Promise<void> {
  const clients = [
    { key: CHOSEN['key of an OAuth client'], secret: CHOSEN['secret of an OAuth client'] },
    {
      key: CHOSEN['key of an OAuth client, changed'],
      secret: CHOSEN['secret of an OAuth client, changed'],
    },
  ];
  for (const client of clients) {
    const { body } = await ok(admin.get('/users-permissions/providers'));
    const providers = { ...body, github: { ...body.github, ...client } };
    await ok(admin.put('/users-permissions/providers').send({ providers }));
  }
}
