import { clientFor, createAdminUser, SUPER_ADMIN, type Client } from '../../helpers/actors';
import type { World } from './world';

export const PASSWORD = SUPER_ADMIN.password;

/** An administrator of the path's own, signed in. */
export const adminPerson = async ({ app, admin, unique }: World, firstname = 'Pat') => {
  const lastname = unique('Person');
  const email = `${lastname.replace(' ', '').toLowerCase()}@example.com`;
  const user = await createAdminUser(app, admin, { email, firstname, lastname });
  return { ...user, name: `${firstname} ${lastname}` };
};
export type AdminPerson = Awaited<ReturnType<typeof adminPerson>>;

export const setAdminUser = ({ app }: World, id: number, data: object) =>
  app.run(
    async (strapi, userId, values) => {
      await strapi.db.query('admin::user').update({ where: { id: userId }, data: values });
    },
    id,
    data
  );

/** An end user of the path's own, made past every route. */
export const endUser = async ({ app, unique }: World, more: object = {}) => {
  const username = unique('user').replace(' ', '-');
  const email = `${username}@example.com`;
  const user = await app.run(
    async (strapi, data) => {
      const role = await strapi.db
        .query('plugin::users-permissions.role')
        .findOne({ where: { type: 'authenticated' } });
      const made = await strapi
        .documents('plugin::users-permissions.user')
        .create({ data: { ...data, role: role.id } as never });
      const jwt = strapi.plugin('users-permissions').service('jwt').issue({ id: made.id });
      return { id: made.id as number, documentId: made.documentId, jwt: jwt as string };
    },
    { username, email, password: PASSWORD, provider: 'local', confirmed: true, ...more }
  );
  return { ...user, username, email, client: clientFor(app, user.jwt) };
};

/** An end user gives himself another password. */
export const changeOwnPassword = (client: Client, currentPassword = PASSWORD) =>
  client
    .post('/api/auth/change-password')
    .send({
      currentPassword,
      password: 'An0ther!Passw0rd',
      passwordConfirmation: 'An0ther!Passw0rd',
    });
