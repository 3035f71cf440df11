import { createAdminUser, ok, type Client } from '../../helpers/actors';
import type { App } from '../../helpers/boot-app';
import { CHOSEN, type Made } from './chosen';

/** Secrets of administrators, tokens and webhooks. */
export async function plantInAdministration(app: App, admin: Client, made: Made): Promise<void> {
  await app.request
    .post('/admin/login')
    .send({ email: 'admin@example.com', password: CHOSEN['wrong password of a sign-in'] })
    .expect(400);

  const { body: invited } = await ok(
    admin
      .post('/admin/users')
      .send({ email: 'inv@example.com', firstname: 'In', lastname: 'Vited', roles: [2] })
  );
  made['registration token'] = invited.data.registrationToken;
  await ok(
    app.request
      .post('/admin/register')
      .send({
        registrationToken: invited.data.registrationToken,
        userInfo: {
          firstname: 'In',
          lastname: 'Vited',
          password: CHOSEN['password of an accepted invitation'],
        },
      })
  );
  await ok(
    admin
      .put(`/admin/users/${invited.data.id}`)
      .send({ password: CHOSEN['right password of a sign-in'] })
  );
  const signedIn = await ok(
    app.request
      .post('/admin/login')
      .send({ email: 'inv@example.com', password: CHOSEN['right password of a sign-in'] })
  );
  made['access token of an admin session'] = signedIn.body.data.token;

  await app.request.post('/admin/forgot-password').send({ email: 'inv@example.com' }).expect(204);
  made['reset token'] = await resetTokenOf(app, 'inv@example.com');
  await ok(
    app.request
      .post('/admin/reset-password')
      .send({
        resetPasswordToken: made['reset token'],
        password: CHOSEN['password set through a reset link'],
      })
  );
  made['hash of an admin password'] = await app.run(
    async (strapi) =>
      (await strapi.db.query('admin::user').findOne({ where: { email: 'inv@example.com' } }))
        .password
  );

  const apiToken = await ok(
    admin
      .post('/admin/api-tokens')
      .send({ name: 'Planted', description: '', type: 'full-access', lifespan: null })
  );
  made['API token'] = apiToken.body.data.accessKey;
  const again = await ok(admin.post(`/admin/api-tokens/${apiToken.body.data.id}/regenerate`));
  made['regenerated API token'] = again.body.data.accessKey;
  made['stored hash of an API token'] = await app.run(
    async (strapi, id) =>
      (await strapi.db.query('admin::api-token').findOne({ where: { id } })).accessKey,
    apiToken.body.data.id as number
  );
  const transfer = await ok(
    admin
      .post('/admin/transfer/tokens')
      .send({ name: 'Planted', description: '', permissions: ['push'], lifespan: null })
  );
  made['transfer token'] = transfer.body.data.accessKey;
  const transferAgain = await ok(
    admin.post(`/admin/transfer/tokens/${transfer.body.data.id}/regenerate`)
  );
  made['regenerated transfer token'] = transferAgain.body.data.accessKey;
  const adminToken = await ok(
    admin
      .post('/admin/admin-tokens')
      .send({ name: 'Planted too', description: '', lifespan: null, adminPermissions: [] })
  );
  made['admin token'] = adminToken.body.data.accessKey;

  const { body: hook } = await ok(
    admin
      .post('/admin/webhooks')
      .send({
        name: 'Planted',
        url: `https://user:${CHOSEN['credentials in a webhook address']}@hooks.example.com/x`,
        headers: {
          Authorization: `Bearer ${CHOSEN['webhook authorization header']}`,
          'X-Custom': CHOSEN['webhook custom header'],
        },
        events: ['entry.create'],
      })
  );
  await ok(
    admin
      .put(`/admin/webhooks/${hook.data.id}`)
      .send({
        name: 'Planted',
        url: 'https://hooks.example.com/x',
        headers: { 'X-Custom': CHOSEN['webhook header, changed'] },
        events: ['entry.create'],
      })
  );

  await plantInRefusals(app);
  await plantInProfile(app, admin, made);
}

/** What people type where it does not belong, and what is refused. */
async function plantInRefusals({ request }: App): Promise<void> {
  const password = CHOSEN['wrong password of a sign-in'];
  await request
    .post('/admin/login')
    .set('User-Agent', `bot/1.0 token=${CHOSEN['token in a user agent']}`)
    .send({ email: CHOSEN['password typed into the e-mail field'], password })
    .expect(400);
  await request
    .post('/admin/forgot-password')
    .send({ email: CHOSEN['password typed into the forgot form'] })
    .expect(400);
  const name = { firstname: 'No', lastname: 'Body' };
  await request
    .post('/admin/register-admin')
    .send({
      ...name,
      email: 'usurper@example.com',
      password: `${CHOSEN['password of a refused first administrator']}A`,
    })
    .expect(400);
  await request
    .post('/admin/register')
    .send({
      registrationToken: CHOSEN['token of a refused invitation'],
      userInfo: { ...name, password: `${CHOSEN['password of a refused invitation']}A` },
    })
    .expect(400);
  await request
    .post('/admin/reset-password')
    .send({
      resetPasswordToken: CHOSEN['token of a refused reset'],
      password: `${CHOSEN['password of a refused reset']}A`,
    })
    .expect(400);
}

/** The own profile, whose form asks for the old password too. */
async function plantInProfile(app: App, admin: Client, made: Made): Promise<void> {
  const user = await createAdminUser(app, admin, { email: 'profile@example.com' });
  made['access token of an accepted invitation'] = user.client.token;
  const given = CHOSEN['password that an administrator gave up'];
  await ok(admin.put(`/admin/users/${user.id}`).send({ password: given }));
  await ok(
    user.client
      .put('/admin/users/me')
      .send({ currentPassword: given, password: CHOSEN['password that an administrator chose'] })
  );
  made['hash of a chosen admin password'] = await app.run(
    async (strapi, id) =>
      (await strapi.db.query('admin::user').findOne({ where: { id } })).password,
    user.id
  );
}

async function resetTokenOf(app: App, email: string): Promise<string> {
  // Strapi stores and sends it after the response.
  for (;;) {
    const token = await app.run(
      async (strapi, address) =>
        (await strapi.db.query('admin::user').findOne({ where: { email: address } }))
          .resetPasswordToken as string | null,
      email
    );
    if (token) return token;
  }
}
