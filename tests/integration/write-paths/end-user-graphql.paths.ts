import { ok } from '../../helpers/actors';
import { writePath, type WritePath } from './path';
import { endUser as person, PASSWORD } from './people';
import type { World } from './world';

const USER = 'plugin::users-permissions.user';

let aliases = 0;

/** One account mutation; `input` as an argument of that name where GraphQL takes an input type. */
const mutation = (name: string, values: Record<string, string>, isInput = true): string => {
  const fields = Object.entries({ password: PASSWORD, ...values })
    .map(([field, value]) => `${field}: ${JSON.stringify(value)}`)
    .join(', ');
  const given = isInput ? `input: { ${fields} }` : fields;
  return `a${(aliases += 1)}: ${name}(${given}) { jwt } `;
};

/** GraphQL answers 200 whatever happened. */
const graphql = ({ app }: World, mutations: string) =>
  ok(app.request.post('/graphql').send({ query: `mutation { ${mutations} }` }));

export const endUserGraphqlPaths: WritePath[] = [
  writePath({
    path: 'end user by GraphQL: sign in',
    arrange: (world) => person(world),
    act: (world, { email }) => graphql(world, mutation('login', { identifier: email })),
    events: ({ username }) => [
      `end-user.auth.success | graphql | end-user ${username} | ${USER} "${username}"`,
    ],
  }),
  writePath({
    path: 'end user by GraphQL: two sign-ins in one request, the second with a wrong password',
    arrange: (world) => person(world),
    act: (world, { email }) =>
      graphql(
        world,
        mutation('login', { identifier: email }) +
          mutation('login', { identifier: email, password: 'wrong-password' })
      ),
    events: ({ username, email }) => [
      `end-user.auth.success | graphql | end-user ${username} | ${USER} "${username}"`,
      `end-user.auth.error | graphql | anonymous ${email} | ${USER} | failure: Invalid identifier or password`,
    ],
  }),
  writePath({
    path: 'end user by GraphQL: register',
    act: (world) =>
      graphql(world, mutation('register', { username: 'gwen', email: 'gwen@example.com' })),
    events: () => [`end-user.register | graphql | end-user gwen | ${USER} "gwen"`],
  }),
  writePath({
    path: 'end user by GraphQL: set a new password with a wrong reset code',
    act: (world) =>
      graphql(
        world,
        mutation('resetPassword', { code: 'wrong', passwordConfirmation: PASSWORD }, false)
      ),
    events: () => [
      `end-user.password-reset | graphql | anonymous | ${USER} | failure: Incorrect code provided`,
    ],
  }),
];
