import { clientFor, ok } from '../../helpers/actors';
import { writePath, type WritePath } from './path';
import { changeOwnPassword, PASSWORD } from './people';
import type { World } from './world';

const USER = 'plugin::users-permissions.user';

/** An end user of the path's own, with the session that registering opened. */
const person = async ({ app, unique }: World) => {
  const username = unique('guest').replace(' ', '-');
  const email = `${username}@example.com`;
  const { body } = await ok(
    app.request.post('/api/auth/local/register').send({ username, email, password: PASSWORD })
  );
  return {
    id: body.user.id as number,
    documentId: body.user.documentId as string,
    username,
    email,
    refreshToken: body.refreshToken as string,
    client: clientFor(app, body.jwt),
  };
};

const refresh = ({ app }: World, refreshToken: string) =>
  app.request.post('/api/auth/refresh').send({ refreshToken });

export const endUserSessionPaths: WritePath[] = [
  writePath({
    path: 'end user with sessions: register',
    act: ({ app }) =>
      ok(
        app.request
          .post('/api/auth/local/register')
          .send({ username: 'sara', email: 'sara@example.com', password: PASSWORD })
      ),
    events: () => [`end-user.register | content-api | end-user sara | ${USER} "sara"`],
  }),
  writePath({
    path: 'end user with sessions: sign in',
    arrange: person,
    act: ({ app }, { email }) =>
      ok(app.request.post('/api/auth/local').send({ identifier: email, password: PASSWORD })),
    events: ({ username }) => [
      `end-user.auth.success | content-api | end-user ${username} | ${USER} "${username}"`,
    ],
  }),
  writePath({
    path: 'end user with sessions: refresh',
    arrange: person,
    act: (world, { refreshToken }) => ok(refresh(world, refreshToken)),
    events: () => [],
  }),
  writePath({
    path: 'end user with sessions: refresh with a token that was used before',
    arrange: async (world) => {
      const user = await person(world);
      await ok(refresh(world, user.refreshToken));
      return user;
    },
    act: (world, { refreshToken }) => refresh(world, refreshToken).expect(401),
    events: () => [
      'session.refresh | content-api | anonymous | admin::session | failure: Invalid refresh token',
    ],
  }),
  writePath({
    path: 'end user with sessions: sign out',
    arrange: person,
    act: (_world, { client }) => ok(client.post('/api/auth/logout').send({})),
    events: ({ username }) => [
      `end-user.logout | content-api | end-user ${username} | ${USER} "${username}"`,
    ],
  }),
  writePath({
    path: 'end user with sessions: sign out everywhere',
    arrange: async (world) => {
      const user = await person(world);
      await ok(
        world.app.request
          .post('/api/auth/local')
          .send({ identifier: user.email, password: PASSWORD })
      );
      return user;
    },
    act: (_world, { client }) => ok(client.post('/api/auth/logout').send({ scope: 'all' })),
    events: ({ username }) => [
      `end-user.logout | content-api | end-user ${username} | ${USER} "${username}"`,
    ],
  }),
  writePath({
    path: 'end user with sessions: revoke one',
    arrange: async (world) => {
      const user = await person(world);
      const { body } = await ok(user.client.get('/api/auth/sessions'));
      return { ...user, sessionId: body.data[0].id as string };
    },
    act: (_world, { client, sessionId }) => ok(client.delete(`/api/auth/sessions/${sessionId}`)),
    events: ({ username }) => [
      `session.revoke | content-api | end-user ${username} | admin::session "${username}"`,
    ],
  }),
  writePath({
    path: 'end user with sessions: Strapi clears one whose time is over',
    arrange: async (world) => {
      const user = await person(world);
      await world.app.run(async (strapi, id) => {
        await strapi.db
          .query('admin::session')
          .updateMany({ where: { userId: String(id) }, data: { absoluteExpiresAt: new Date(0) } });
      }, user.id);
      return user;
    },
    // The statement that Strapi runs at every fiftieth sign-in.
    act: ({ app }) =>
      app.run(async (strapi) => {
        await strapi.db
          .query('admin::session')
          .deleteMany({ where: { absoluteExpiresAt: { $lt: new Date() } } });
      }),
    events: ({ username }) => [`session.expire | code | system | admin::session "${username}"`],
  }),
  writePath({
    path: 'end user with sessions: change the own password, which ends them',
    arrange: person,
    act: (_world, { client }) => ok(changeOwnPassword(client)),
    events: ({ username }) => [
      `end-user.password-change | content-api | end-user ${username} | ${USER} "${username}"`,
    ],
    changes: [['password']],
  }),
  writePath({
    path: 'end user with sessions: deleted, and his sessions with him',
    arrange: person,
    act: ({ token }, { id }) => ok(token.delete(`/api/users/${id}`)),
    events: ({ username }) => [
      `end-user.delete | content-api | api-token Importer | ${USER} "${username}"`,
    ],
  }),
];
