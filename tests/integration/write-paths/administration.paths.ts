import { createAdminUser, login, ok, roleId, SUPER_ADMIN } from '../../helpers/actors';
import { writePath, type WritePath } from './path';
import type { World } from './world';

const ADA = 'admin-panel | admin-user Ada Admin';
const HOOK = { url: 'https://hooks.example.com/x', headers: {}, events: ['entry.create'] };

interface Named {
  id: number;
  name: string;
}

const role = async ({ admin, unique }: World): Promise<Named> => {
  const name = unique('Reviewer');
  const { body } = await ok(admin.post('/admin/roles').send({ name, description: 'Reviews' }));
  return { id: body.data.id, name };
};

const invited = async ({ admin, unique }: World) => {
  const email = `${unique('guest').replace(' ', '')}@example.com`;
  const roles = [await roleId(admin, 'strapi-editor')];
  const { body } = await ok(
    admin.post('/admin/users').send({ email, firstname: 'Gus', lastname: 'Guest', roles })
  );
  return { id: body.data.id as number, email, registrationToken: body.data.registrationToken };
};

const apiToken = async ({ admin, unique }: World): Promise<Named> => {
  const name = unique('Token');
  const token = { name, description: '', type: 'read-only', lifespan: null };
  const { body } = await ok(admin.post('/admin/api-tokens').send(token));
  return { id: body.data.id, name };
};

const adminToken = async ({ admin, unique }: World): Promise<Named> => {
  const name = unique('Admin token');
  const token = { name, description: '', lifespan: null, adminPermissions: [] };
  const { body } = await ok(admin.post('/admin/admin-tokens').send(token));
  return { id: body.data.id, name };
};

const transferToken = async ({ admin, unique }: World): Promise<Named> => {
  const name = unique('Transfer');
  const token = { name, description: '', permissions: ['push'], lifespan: null };
  const { body } = await ok(admin.post('/admin/transfer/tokens').send(token));
  return { id: body.data.id, name };
};

const webhook = async ({ admin, unique }: World): Promise<Named> => {
  const name = unique('Hook');
  const { body } = await ok(admin.post('/admin/webhooks').send({ name, ...HOOK }));
  return { id: body.data.id, name };
};

/** Create, update, regenerate and delete of one kind of token. */
function tokenPaths(
  kind: string,
  type: string,
  url: string,
  make: (world: World) => Promise<Named>,
  body: object
): WritePath[] {
  return [
    writePath({
      path: `create: ${kind}`,
      act: ({ admin }) =>
        ok(admin.post(url).send({ name: `The ${kind}`, ...body, lifespan: null })),
      events: () => [`${kind}.create | ${ADA} | ${type} "The ${kind}"`],
    }),
    writePath({
      path: `update: ${kind}`,
      arrange: make,
      act: ({ admin, unique }, { id }) =>
        ok(admin.put(`${url}/${id}`).send({ name: unique(`Renamed ${kind}`), ...body })),
      events: () => [expect.stringContaining(`${kind}.update | ${ADA} | ${type} "Renamed`)],
      changes: [['name']],
    }),
    writePath({
      path: `regenerate: ${kind}`,
      arrange: make,
      act: ({ admin }, { id }) => ok(admin.post(`${url}/${id}/regenerate`)),
      events: ({ name }) => [`${kind}.regenerate | ${ADA} | ${type} "${name}"`],
    }),
    writePath({
      path: `delete: ${kind}`,
      arrange: make,
      act: ({ admin }, { id }) => ok(admin.delete(`${url}/${id}`)),
      events: ({ name }) => [`${kind}.delete | ${ADA} | ${type} "${name}"`],
    }),
  ];
}

export const administrationPaths: WritePath[] = [
  writePath({
    path: 'sign in',
    act: ({ app }) => ok(app.request.post('/admin/login').send(credentials(SUPER_ADMIN))),
    events: () => [`admin.auth.success | ${ADA} | admin::user "Ada Admin"`],
  }),
  writePath({
    path: 'sign in with a wrong password, with a query string',
    act: ({ app }) =>
      app.request
        .post('/admin/login?from=home')
        .send({ email: SUPER_ADMIN.email, password: 'wrong-password' })
        .expect(400),
    events: () => [
      'admin.auth.error | admin-panel | anonymous admin@example.com | admin::user | failure: Invalid credentials',
    ],
  }),
  writePath({
    path: 'sign in with an unknown e-mail',
    act: ({ app }) =>
      app.request
        .post('/admin/login')
        .send({ email: 'who@example.com', password: 'wrong-password' })
        .expect(400),
    events: () => [
      'admin.auth.error | admin-panel | anonymous who@example.com | admin::user | failure: Invalid credentials',
    ],
  }),
  writePath({
    path: 'sign out',
    arrange: async (world) => {
      const user = await createAdminUser(world.app, world.admin, {
        email: `${world.unique('leaver').replace(' ', '')}@example.com`,
        firstname: 'Lea',
        lastname: 'Leaver',
      });
      return login(world.app, user);
    },
    act: (_world, client) => ok(client.post('/admin/logout')),
    events: () => ['admin.logout | admin-panel | admin-user Lea Leaver | admin::user "Lea Leaver"'],
  }),
  writePath({
    path: 'create a role',
    act: ({ admin }) =>
      ok(admin.post('/admin/roles').send({ name: 'Translator', description: '' })),
    events: () => [`role.create | ${ADA} | admin::role "Translator"`],
  }),
  writePath({
    path: 'update a role',
    arrange: role,
    act: ({ admin, unique }, { id }) =>
      ok(admin.put(`/admin/roles/${id}`).send({ name: unique('Checker'), description: 'Reviews' })),
    events: () => [expect.stringContaining(`role.update | ${ADA} | admin::role "Checker`)],
    changes: [['name']],
  }),
  writePath({
    path: 'delete a role',
    arrange: role,
    act: ({ admin }, { id }) => ok(admin.delete(`/admin/roles/${id}`)),
    events: ({ name }) => [`role.delete | ${ADA} | admin::role "${name}"`],
  }),
  writePath({
    path: "change a role's permissions: a fact each, then the sum",
    arrange: async (world) => {
      const made = await role(world);
      await ok(
        world.admin
          .put(`/admin/roles/${made.id}/permissions`)
          .send({ permissions: [permission('plugin::upload.read')] })
      );
      return made;
    },
    act: ({ admin }, { id }) =>
      ok(
        admin
          .put(`/admin/roles/${id}/permissions`)
          .send({ permissions: [permission('plugin::upload.assets.create')] })
      ),
    events: ({ name }) => [
      `permission.delete | ${ADA} | admin::permission "plugin::upload.read"`,
      `permission.create | ${ADA} | admin::permission "plugin::upload.assets.create"`,
      `permission.update | ${ADA} | admin::role "${name}"`,
    ],
  }),
  writePath({
    path: 'invite a user',
    act: async ({ admin }) => {
      const roles = [await roleId(admin, 'strapi-author')];
      const user = { email: 'new@example.com', firstname: 'Nia', lastname: 'New', roles };
      await ok(admin.post('/admin/users').send(user));
    },
    events: () => [`user.create | ${ADA} | admin::user "Nia New"`],
  }),
  writePath({
    path: 'accept an invitation',
    arrange: invited,
    act: ({ app }, { registrationToken }) =>
      ok(
        app.request
          .post('/admin/register')
          .send({
            registrationToken,
            userInfo: { firstname: 'Gus', lastname: 'Guest', password: SUPER_ADMIN.password },
          })
      ),
    events: () => ['user.register | admin-panel | admin-user Gus Guest | admin::user "Gus Guest"'],
  }),
  writePath({
    path: "update a user's name and roles",
    arrange: invited,
    act: async ({ admin }, { id }) => {
      const roles = [await roleId(admin, 'strapi-author')];
      await ok(admin.put(`/admin/users/${id}`).send({ firstname: 'Gustav', roles }));
    },
    events: () => [`user.update | ${ADA} | admin::user "Gustav Guest"`],
    changes: [['firstname', 'roles']],
  }),
  writePath({
    path: 'delete a user',
    arrange: invited,
    act: ({ admin }, { id }) => ok(admin.delete(`/admin/users/${id}`)),
    events: () => [`user.delete | ${ADA} | admin::user "Gus Guest"`],
  }),
  writePath({
    path: 'ask for a password reset',
    arrange: async (world) =>
      createAdminUser(world.app, world.admin, { email: 'forgetful@example.com' }),
    act: ({ app }, { email }) =>
      app.request.post('/admin/forgot-password').send({ email }).expect(204),
    events: () => [
      'user.password-reset-request | admin-panel | anonymous forgetful@example.com | admin::user "Eddi Editor"',
    ],
  }),
  writePath({
    path: 'set a new password through the reset link',
    arrange: async ({ app, admin }) => {
      const user = await createAdminUser(app, admin, { email: 'resetting@example.com' });
      const resetPasswordToken = 'f'.repeat(40);
      await app.run(
        (strapi, id, token) =>
          strapi.db
            .query('admin::user')
            .update({
              where: { id },
              data: {
                resetPasswordToken: token,
                resetPasswordTokenExpiresAt: new Date(Date.now() + 3_600_000),
              },
            }),
        user.id,
        resetPasswordToken
      );
      return resetPasswordToken;
    },
    act: ({ app }, resetPasswordToken) =>
      ok(
        app.request
          .post('/admin/reset-password')
          .send({ resetPasswordToken, password: 'An0ther!Passw0rd' })
      ),
    events: () => [
      'user.password-reset | admin-panel | admin-user Eddi Editor | admin::user "Eddi Editor"',
    ],
  }),
  ...tokenPaths('api-token', 'admin::api-token', '/admin/api-tokens', apiToken, {
    description: '',
    type: 'read-only',
  }),
  ...tokenPaths('admin-token', 'admin::api-token', '/admin/admin-tokens', adminToken, {
    description: '',
    adminPermissions: [],
  }),
  ...tokenPaths(
    'transfer-token',
    'admin::transfer-token',
    '/admin/transfer/tokens',
    transferToken,
    { description: '', permissions: ['push'] }
  ),
  writePath({
    path: 'create a webhook',
    act: ({ admin }) => ok(admin.post('/admin/webhooks').send({ name: 'Deploy', ...HOOK })),
    events: () => [`webhook.create | ${ADA} | strapi::webhook "Deploy"`],
  }),
  writePath({
    path: 'update a webhook',
    arrange: webhook,
    act: ({ admin }, { id, name }) =>
      ok(admin.put(`/admin/webhooks/${id}`).send({ name, ...HOOK, events: ['entry.update'] })),
    events: ({ name }) => [`webhook.update | ${ADA} | strapi::webhook "${name}"`],
    changes: [['events']],
  }),
  writePath({
    path: 'delete a webhook',
    arrange: webhook,
    act: ({ admin }, { id }) => ok(admin.delete(`/admin/webhooks/${id}`)),
    events: ({ name }) => [`webhook.delete | ${ADA} | strapi::webhook "${name}"`],
  }),
];

const credentials = ({ email, password }: { email: string; password: string }) => ({
  email,
  password,
});

const permission = (action: string) => ({ action, subject: null, properties: {}, conditions: [] });
