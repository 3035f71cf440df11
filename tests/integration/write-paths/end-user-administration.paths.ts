import { ok } from '../../helpers/actors';
import { writePath, type WritePath } from './path';
import { endUser as person, PASSWORD } from './people';
import type { World } from './world';

const ADA = 'admin-panel | admin-user Ada Admin';
const USER = 'plugin::users-permissions.user';
const ROLE = 'plugin::users-permissions.role';
const CM = `/content-manager/collection-types/${USER}`;

const role = async ({ app, admin, unique }: World, ...actions: string[]) => {
  const name = unique('Member');
  await ok(
    admin
      .post('/users-permissions/roles')
      .send({ name, description: 'Members', permissions: permissions(...actions) })
  );
  const { id, documentId } = await app.run(
    async (strapi, wanted) =>
      (await strapi.db
        .query('plugin::users-permissions.role')
        .findOne({ where: { name: wanted } })) as { id: number; documentId: string },
    name
  );
  return { id, documentId, name };
};

/** As the admin panel sends them: api, controller, action. */
const permissions = (...actions: string[]) => ({
  'api::article': {
    controllers: {
      article: Object.fromEntries(actions.map((action) => [action, { enabled: true, policy: '' }])),
    },
  },
});

const fact = (verb: string, action: string) =>
  `end-user-permission.${verb} | ${ADA} | plugin::users-permissions.permission "api::article.article.${action}"`;

export const endUserAdministrationPaths: WritePath[] = [
  writePath({
    path: 'end user by an administrator: create',
    arrange: (world) => role(world),
    act: ({ admin }, { id, documentId }) =>
      ok(
        admin
          .post(CM)
          .send({
            username: 'made',
            email: 'made@example.com',
            password: PASSWORD,
            confirmed: true,
            role: { connect: [{ id, documentId }] },
          })
      ),
    events: () => [`end-user.create | ${ADA} | ${USER} "made"`],
  }),
  writePath({
    path: 'end user by an administrator: password and state',
    arrange: (world) => person(world),
    act: ({ admin }, { documentId }) =>
      ok(admin.put(`${CM}/${documentId}`).send({ password: 'An0ther!Passw0rd', blocked: true })),
    events: ({ username }) => [`end-user.update | ${ADA} | ${USER} "${username}"`],
    changes: [['blocked', 'password']],
  }),
  writePath({
    path: 'end user by an administrator: delete',
    arrange: (world) => person(world),
    act: ({ admin }, { documentId }) => ok(admin.delete(`${CM}/${documentId}`)),
    events: ({ username }) => [`end-user.delete | ${ADA} | ${USER} "${username}"`],
  }),
  writePath({
    path: 'end user by an API token: create',
    arrange: (world) => role(world),
    act: ({ token }, { id }) =>
      ok(
        token
          .post('/api/users')
          .send({
            username: 'imported',
            email: 'imported@example.com',
            password: PASSWORD,
            role: id,
          })
      ),
    events: () => [`end-user.create | content-api | api-token Importer | ${USER} "imported"`],
  }),
  writePath({
    path: 'end user by an API token: update',
    arrange: (world) => person(world),
    act: ({ token }, { id }) =>
      ok(token.put(`/api/users/${id}`).send({ username: `renamed-${id}` })),
    events: ({ id }) => [
      `end-user.update | content-api | api-token Importer | ${USER} "renamed-${id}"`,
    ],
    changes: [['username']],
  }),
  writePath({
    path: 'end user by an API token: delete',
    arrange: (world) => person(world),
    act: ({ token }, { id }) => ok(token.delete(`/api/users/${id}`)),
    events: ({ username }) => [
      `end-user.delete | content-api | api-token Importer | ${USER} "${username}"`,
    ],
  }),
  writePath({
    path: 'end user role: create with a permission, a fact and the sum',
    act: ({ admin }) =>
      ok(
        admin
          .post('/users-permissions/roles')
          .send({ name: 'Members', description: '', permissions: permissions('find') })
      ),
    events: () => [
      `end-user-role.create | ${ADA} | ${ROLE} "Members"`,
      fact('create', 'find'),
      `end-user-permission.update | ${ADA} | ${ROLE} "Members"`,
    ],
  }),
  writePath({
    path: 'end user role: update name and permissions',
    arrange: (world) => role(world, 'find'),
    act: ({ admin }, { id, name }) =>
      ok(
        admin
          .put(`/users-permissions/roles/${id}`)
          .send({ name: `${name} too`, description: 'Members', permissions: permissions('create') })
      ),
    events: ({ name }) => [
      `end-user-role.update | ${ADA} | ${ROLE} "${name} too"`,
      fact('delete', 'find'),
      fact('create', 'create'),
      `end-user-permission.update | ${ADA} | ${ROLE} "${name} too"`,
    ],
    changes: [['name']],
  }),
  writePath({
    path: 'end user role: delete, its users become the public',
    arrange: async (world) => {
      const made = await role(world, 'find');
      const member = await person(world);
      await ok(world.token.put(`/api/users/${member.id}`).send({ role: made.id }));
      return { ...made, username: member.username };
    },
    act: ({ admin }, { id }) => ok(admin.delete(`/users-permissions/roles/${id}`)),
    events: ({ name, username }) => [
      `end-user.update | ${ADA} | ${USER} "${username}"`,
      fact('delete', 'find'),
      `end-user-role.delete | ${ADA} | ${ROLE} "${name}"`,
    ],
    changes: [['role']],
  }),
];
