import { clientFor, login, ok } from '../../helpers/actors';
import { adminPerson as person, setAdminUser as setUser, type AdminPerson } from './people';
import { writePath, type WritePath } from './path';
import type { World } from './world';

const NOBODY = 'admin-panel | anonymous';

const attempt = ({ app }: World, email: string, password = 'wrong-password') =>
  app.request.post('/admin/login').send({ email, password });

/** What a browser keeps of a sign-in. */
const cookieOf = async ({ app }: World, { email, password }: AdminPerson): Promise<string> => {
  const { headers } = await ok(app.request.post('/admin/login').send({ email, password }));
  return (headers['set-cookie'] as unknown as string[]).map((one) => one.split(';')[0]).join('; ');
};

/** Makes every session of the person look as if its time were over. */
const expireSessions = ({ app }: World, { id }: AdminPerson) =>
  app.run(async (strapi, userId) => {
    await strapi.db
      .query('admin::session')
      .updateMany({ where: { userId: String(userId) }, data: { expiresAt: new Date(0) } });
  }, id);

export const adminSignInPaths: WritePath[] = [
  writePath({
    path: 'sign in as an inactive administrator',
    arrange: async (world) => {
      const user = await person(world);
      await setUser(world, user.id, { isActive: false });
      return user;
    },
    act: (world, { email, password }) => attempt(world, email, password).expect(400),
    events: ({ email }) => [
      `admin.auth.error | ${NOBODY} ${email} | admin::user | failure: User not active`,
    ],
  }),
  writePath({
    path: 'sign in with a password typed into the e-mail field',
    act: (world) => attempt(world, 'my-Secret-pw1').expect(400),
    events: () => [`admin.auth.error | ${NOBODY} | admin::user | failure: Invalid credentials`],
  }),
  writePath({
    path: 'sign in too often',
    arrange: async (world) => {
      for (let times = 0; times < 5; times += 1) await attempt(world, 'often@example.com');
    },
    act: (world) => attempt(world, 'often@example.com').expect(429),
    events: () => [
      `admin.auth.error | ${NOBODY} often@example.com | admin::user | denied: Too many requests, please try again later.`,
    ],
  }),
  writePath({
    path: 'refresh a session',
    arrange: async (world) => cookieOf(world, await person(world)),
    act: ({ app }, cookie) => ok(app.request.post('/admin/access-token').set('Cookie', cookie)),
    events: () => [],
  }),
  writePath({
    path: 'refresh a session with a wrong token',
    act: ({ app }) =>
      app.request
        .post('/admin/access-token')
        .set('Cookie', 'strapi_admin_refresh=not-a-token')
        .expect(401),
    events: () => [`session.refresh | ${NOBODY} | admin::session | failure: Invalid refresh token`],
  }),
  writePath({
    path: 'refresh a session that was signed out',
    arrange: async (world) => {
      const user = await person(world);
      const cookie = await cookieOf(world, user);
      await ok(user.client.post('/admin/logout'));
      return cookie;
    },
    act: ({ app }, cookie) =>
      app.request.post('/admin/access-token').set('Cookie', cookie).expect(401),
    events: () => [`session.refresh | ${NOBODY} | admin::session | failure: Invalid refresh token`],
  }),
  writePath({
    path: 'revoke one session',
    arrange: async (world) => {
      const user = await person(world);
      await login(world.app, user);
      const { body } = await ok(user.client.get('/admin/users/me/sessions'));
      const sessions = body.data as { id: string; current: boolean }[];
      return { ...user, other: sessions.find(({ current }) => !current)?.id };
    },
    act: (_world, { client, other }) => ok(client.delete(`/admin/users/me/sessions/${other}`)),
    events: ({ name }) => [
      `session.revoke | admin-panel | admin-user ${name} | admin::session "${name}"`,
    ],
  }),
  writePath({
    path: 'revoke all other sessions',
    arrange: async (world) => {
      const user = await person(world);
      await login(world.app, user);
      await login(world.app, user);
      return user;
    },
    act: (_world, { client }) => ok(client.delete('/admin/users/me/sessions?keepCurrent=true')),
    events: ({ name }) => [
      `session.revoke | admin-panel | admin-user ${name} | admin::session "${name}"`,
      `session.revoke | admin-panel | admin-user ${name} | admin::session "${name}"`,
    ],
  }),
  writePath({
    path: 'revoke all sessions',
    arrange: (world) => person(world),
    act: (_world, { client }) => ok(client.delete('/admin/users/me/sessions')),
    events: ({ name }) => [
      `session.revoke | admin-panel | admin-user ${name} | admin::session "${name}"`,
    ],
  }),
  writePath({
    path: 'a session whose time is over meets a request',
    arrange: async (world) => {
      const user = await person(world);
      await expireSessions(world, user);
      return user;
    },
    act: (_world, { client }) => client.get('/admin/users/me').expect(401),
    events: ({ name }) => [`session.expire | admin-panel | system | admin::session "${name}"`],
  }),
  writePath({
    path: 'sessions ended by code',
    arrange: (world) => person(world),
    act: ({ app }, { id }) =>
      app.run(
        (strapi, userId) => strapi.sessionManager('admin').invalidateRefreshToken(userId),
        String(id)
      ),
    events: ({ name }) => [`session.revoke | code | system | admin::session "${name}"`],
  }),
  writePath({
    path: 'sign out with a token whose session is gone',
    arrange: async (world) => {
      const user = await person(world);
      await ok(user.client.post('/admin/logout'));
      return clientFor(world.app, user.client.token);
    },
    act: (_world, client) => client.post('/admin/logout').expect(401),
    events: () => [
      'request.denied | admin-panel | anonymous | admin::authentication | denied: Missing or invalid credentials',
    ],
  }),
];
