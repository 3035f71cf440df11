import { ok, roleId, SUPER_ADMIN } from '../../helpers/actors';
import { adminPerson as person, setAdminUser } from './people';
import { writePath, type WritePath } from './path';
import type { World } from './world';

const ADA = 'admin-panel | admin-user Ada Admin';
const NOBODY = 'admin-panel | anonymous';

const resetToken = async (world: World, expiresAt: number) => {
  const user = await person(world);
  const resetPasswordToken = 'e'.repeat(40);
  const resetPasswordTokenExpiresAt = new Date(expiresAt).toISOString();
  await setAdminUser(world, user.id, { resetPasswordToken, resetPasswordTokenExpiresAt });
  return { ...user, resetPasswordToken };
};

const invite = async ({ admin, unique }: World, firstname: string) => {
  const email = `${unique('invited').replace(' ', '')}@example.com`;
  const roles = [await roleId(admin, 'strapi-editor')];
  const body = { email, firstname, lastname: 'Invited', roles };
  return (await ok(admin.post('/admin/users').send(body))).body.data.id as number;
};

const made = async ({ admin, unique }: World, url: string, body: object) => {
  const name = unique('Made');
  const { body: answer } = await ok(admin.post(url).send({ name, ...body }));
  return { id: answer.data.id as number, name };
};

export const adminUserPaths: WritePath[] = [
  writePath({
    path: 'ask for a password reset with an unknown e-mail',
    act: ({ app }) =>
      app.request
        .post('/admin/forgot-password')
        .send({ email: 'stranger@example.com' })
        .expect(204),
    events: () => [
      `user.password-reset-request | ${NOBODY} stranger@example.com | admin::user | failure: No active account has this e-mail`,
    ],
  }),
  writePath({
    path: 'set a new password with a wrong reset token',
    act: ({ app }) =>
      app.request
        .post('/admin/reset-password')
        .send({ resetPasswordToken: 'wrong', password: SUPER_ADMIN.password })
        .expect(400),
    events: () => [
      `user.password-reset | ${NOBODY} | admin::user | failure: The reset link is not valid`,
    ],
  }),
  writePath({
    path: 'set a new password with an expired reset token',
    arrange: (world) => resetToken(world, 0),
    act: ({ app }, { resetPasswordToken }) =>
      app.request
        .post('/admin/reset-password')
        .send({ resetPasswordToken, password: SUPER_ADMIN.password })
        .expect(400),
    events: ({ name, email }) => [
      `user.password-reset | ${NOBODY} ${email} | admin::user "${name}" | failure: The reset link has expired`,
    ],
    changes: [['resetPasswordToken', 'resetPasswordTokenExpiresAt']],
  }),
  writePath({
    path: 'set a new password through a reset link: the open sessions go with it',
    arrange: (world) => resetToken(world, Date.now() + 3_600_000),
    act: ({ app }, { resetPasswordToken }) =>
      ok(
        app.request
          .post('/admin/reset-password')
          .send({ resetPasswordToken, password: 'An0ther!Passw0rd' })
      ),
    events: ({ name }) => [
      `user.password-reset | admin-panel | admin-user ${name} | admin::user "${name}"`,
    ],
    changes: [['password', 'resetPasswordToken', 'resetPasswordTokenExpiresAt']],
  }),
  writePath({
    path: 'accept an invitation with a wrong token',
    act: ({ app }) =>
      app.request
        .post('/admin/register')
        .send({
          registrationToken: 'wrong',
          userInfo: { firstname: 'No', lastname: 'Body', password: SUPER_ADMIN.password },
        })
        .expect(400),
    events: () => [`user.register | ${NOBODY} | admin::user | failure: Invalid registration info`],
  }),
  writePath({
    path: 'register as the first administrator when there is one',
    act: ({ app }) =>
      app.request
        .post('/admin/register-admin')
        .send({ ...SUPER_ADMIN, email: 'usurper@example.com' })
        .expect(400),
    events: () => [
      `user.register | ${NOBODY} usurper@example.com | admin::user | failure: You cannot register a new super admin`,
    ],
  }),
  writePath({
    path: 'own profile: name',
    arrange: (world) => person(world),
    act: (_world, { client }) => ok(client.put('/admin/users/me').send({ firstname: 'Patricia' })),
    events: ({ name }) => [
      `user.update | admin-panel | admin-user ${name} | admin::user "${name.replace('Pat ', 'Patricia ')}"`,
    ],
    changes: [['firstname']],
  }),
  writePath({
    path: 'own profile: a save without a change',
    arrange: (world) => person(world),
    act: (_world, { client }) => ok(client.put('/admin/users/me').send({ firstname: 'Pat' })),
    events: () => [],
  }),
  writePath({
    path: 'own profile: password, which ends the open sessions',
    arrange: (world) => person(world),
    act: (_world, { client, password }) =>
      ok(
        client
          .put('/admin/users/me')
          .send({ currentPassword: password, password: 'An0ther!Passw0rd' })
      ),
    events: ({ name }) => [
      `user.update | admin-panel | admin-user ${name} | admin::user "${name}"`,
    ],
    changes: [['password']],
  }),
  writePath({
    path: "change a user's password and block him",
    arrange: (world) => person(world),
    act: ({ admin }, { id }) =>
      ok(admin.put(`/admin/users/${id}`).send({ password: 'An0ther!Passw0rd', isActive: false })),
    events: ({ name }) => [`user.update | ${ADA} | admin::user "${name}"`],
    changes: [['isActive', 'password']],
  }),
  writePath({
    path: 'delete a user who is signed in: his sessions go with him',
    arrange: (world) => person(world),
    act: ({ admin }, { id }) => ok(admin.delete(`/admin/users/${id}`)),
    events: ({ name }) => [`user.delete | ${ADA} | admin::user "${name}"`],
  }),
  writePath({
    path: 'delete several users',
    arrange: async (world) => [await invite(world, 'Ina'), await invite(world, 'Ivo')],
    act: ({ admin }, ids) => ok(admin.post('/admin/users/batch-delete').send({ ids })),
    events: () => [
      `user.delete | ${ADA} | admin::user "Ina Invited"`,
      `user.delete | ${ADA} | admin::user "Ivo Invited"`,
    ],
  }),
  writePath({
    path: 'delete several roles, one with a permission',
    arrange: async (world) => {
      const roles = [
        await made(world, '/admin/roles', { description: '' }),
        await made(world, '/admin/roles', { description: '' }),
      ];
      const permission = {
        action: 'plugin::upload.read',
        subject: null,
        properties: {},
        conditions: [],
      };
      await ok(
        world.admin
          .put(`/admin/roles/${roles[0]?.id}/permissions`)
          .send({ permissions: [permission] })
      );
      return roles;
    },
    act: ({ admin }, roles) =>
      ok(admin.post('/admin/roles/batch-delete').send({ ids: roles.map(({ id }) => id) })),
    events: ([first, second]) => [
      `permission.delete | ${ADA} | admin::permission "plugin::upload.read"`,
      `role.delete | ${ADA} | admin::role "${first?.name}"`,
      `role.delete | ${ADA} | admin::role "${second?.name}"`,
    ],
  }),
  writePath({
    path: 'delete several webhooks',
    arrange: async (world) => {
      const hook = { url: 'https://hooks.example.com/x', headers: {}, events: ['entry.create'] };
      return [
        await made(world, '/admin/webhooks', hook),
        await made(world, '/admin/webhooks', hook),
      ];
    },
    act: ({ admin }, hooks) =>
      ok(admin.post('/admin/webhooks/batch-delete').send({ ids: hooks.map(({ id }) => id) })),
    events: (hooks) =>
      hooks.map(({ name }) => `webhook.delete | ${ADA} | strapi::webhook "${name}"`),
  }),
];
