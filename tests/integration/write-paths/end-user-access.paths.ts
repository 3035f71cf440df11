import { ok } from '../../helpers/actors';
import { signInWithOAuth } from '../../helpers/oauth-server';
import { writePath, type WritePath } from './path';
import { changeOwnPassword, endUser as person, PASSWORD } from './people';
import type { World } from './world';

const USER = 'plugin::users-permissions.user';

const signIn = ({ app }: World, identifier: string, password = PASSWORD) =>
  app.request.post('/api/auth/local').send({ identifier, password });

const setAdvanced = ({ app }: World, settings: object) =>
  app.run(async (strapi, values) => {
    const store = strapi.store({ type: 'plugin', name: 'users-permissions', key: 'advanced' });
    await store.set({ value: { ...((await store.get({})) as object), ...values } });
  }, settings);

export const endUserAccessPaths: WritePath[] = [
  writePath({
    path: 'end user: sign in',
    arrange: (world) => person(world),
    act: (world, { email }) => ok(signIn(world, email)),
    events: ({ username }) => [
      `end-user.auth.success | content-api | end-user ${username} | ${USER} "${username}"`,
    ],
  }),
  writePath({
    path: 'end user: sign in with a wrong password',
    arrange: (world) => person(world),
    act: (world, { email }) => signIn(world, email, 'wrong-password').expect(400),
    events: ({ email }) => [
      `end-user.auth.error | content-api | anonymous ${email} | ${USER} | failure: Invalid identifier or password`,
    ],
  }),
  writePath({
    path: 'end user: sign in with an identifier that is no e-mail, which is not kept',
    act: (world) => signIn(world, 'my-Secret-pw1').expect(400),
    events: () => [
      `end-user.auth.error | content-api | anonymous | ${USER} | failure: Invalid identifier or password`,
    ],
  }),
  writePath({
    path: 'end user: sign in when blocked',
    arrange: (world) => person(world, { blocked: true }),
    act: (world, { email }) => signIn(world, email).expect(400),
    events: ({ email }) => [
      `end-user.auth.error | content-api | anonymous ${email} | ${USER} | failure: Your account has been blocked by an administrator`,
    ],
  }),
  writePath({
    path: 'end user: sign in too often',
    arrange: async (world) => {
      // Strapi counts per address, whatever account was tried.
      for (let times = 0; times < 10; times += 1) await signIn(world, 'often@example.com');
    },
    act: (world) => signIn(world, 'often@example.com').expect(429),
    events: () => [
      `end-user.auth.error | content-api | anonymous often@example.com | ${USER} | denied: Too many requests, please try again later.`,
    ],
  }),
  writePath({
    path: 'end user: register',
    act: ({ app }) =>
      ok(
        app.request
          .post('/api/auth/local/register')
          .send({ username: 'rita', email: 'rita@example.com', password: PASSWORD })
      ),
    events: () => [`end-user.register | content-api | end-user rita | ${USER} "rita"`],
    changes: [['blocked', 'confirmed', 'email', 'password', 'provider', 'role', 'username']],
  }),
  writePath({
    path: 'end user: register with an e-mail that is taken',
    arrange: (world) => person(world),
    act: ({ app }, { email }) =>
      app.request
        .post('/api/auth/local/register')
        .send({ username: 'another', email, password: PASSWORD })
        .expect(400),
    events: ({ email }) => [
      `end-user.register | content-api | anonymous ${email} | ${USER} | failure: Email or Username are already taken`,
    ],
  }),
  writePath({
    path: 'end user: register where the e-mail must be confirmed',
    arrange: (world) => setAdvanced(world, { email_confirmation: true }),
    act: ({ app }) =>
      ok(
        app.request
          .post('/api/auth/local/register')
          .send({ username: 'conrad', email: 'conrad@example.com', password: PASSWORD })
      ),
    events: () => [`end-user.register | content-api | end-user conrad | ${USER} "conrad"`],
  }),
  writePath({
    path: 'end user: ask for the confirmation link once more',
    arrange: (world) => person(world, { confirmed: false }),
    act: ({ app }, { email }) =>
      ok(app.request.post('/api/auth/send-email-confirmation').send({ email })),
    events: ({ username, email }) => [
      `end-user.confirmation-request | content-api | anonymous ${email} | ${USER} "${username}"`,
    ],
    changes: [['confirmationToken']],
  }),
  writePath({
    path: 'end user: ask for the confirmation link of an unknown e-mail',
    act: ({ app }) =>
      ok(
        app.request
          .post('/api/auth/send-email-confirmation')
          .send({ email: 'stranger@example.com' })
      ),
    events: () => [
      `end-user.confirmation-request | content-api | anonymous stranger@example.com | ${USER} | failure: No account has this e-mail`,
    ],
  }),
  writePath({
    path: 'end user: confirm the e-mail',
    arrange: (world) => person(world, { confirmed: false, confirmationToken: 'c'.repeat(40) }),
    act: ({ app }) =>
      app.request.get(`/api/auth/email-confirmation?confirmation=${'c'.repeat(40)}`).expect(302),
    events: ({ username }) => [
      `end-user.confirm | content-api | end-user ${username} | ${USER} "${username}"`,
    ],
    changes: [['confirmationToken', 'confirmed']],
  }),
  writePath({
    path: 'end user: confirm the e-mail with a wrong token',
    act: ({ app }) =>
      app.request.get('/api/auth/email-confirmation?confirmation=wrong').expect(400),
    events: () => [`end-user.confirm | content-api | anonymous | ${USER} | failure: Invalid token`],
  }),
  writePath({
    path: 'end user: ask for a password reset',
    arrange: (world) => person(world),
    act: ({ app }, { email }) => ok(app.request.post('/api/auth/forgot-password').send({ email })),
    events: ({ username, email }) => [
      `end-user.password-reset-request | content-api | anonymous ${email} | ${USER} "${username}"`,
    ],
    changes: [['resetPasswordToken']],
  }),
  writePath({
    path: 'end user: ask for a password reset with an unknown e-mail',
    act: ({ app }) =>
      ok(app.request.post('/api/auth/forgot-password').send({ email: 'stranger@example.com' })),
    events: () => [
      `end-user.password-reset-request | content-api | anonymous stranger@example.com | ${USER} | failure: No account that is not blocked has this e-mail`,
    ],
  }),
  writePath({
    path: 'end user: set a new password through the reset link',
    arrange: (world) => person(world, { resetPasswordToken: 'd'.repeat(40) }),
    act: ({ app }) =>
      ok(
        app.request
          .post('/api/auth/reset-password')
          .send({
            code: 'd'.repeat(40),
            password: 'An0ther!Passw0rd',
            passwordConfirmation: 'An0ther!Passw0rd',
          })
      ),
    events: ({ username }) => [
      `end-user.password-reset | content-api | end-user ${username} | ${USER} "${username}"`,
    ],
    changes: [['password', 'resetPasswordToken']],
  }),
  writePath({
    path: 'end user: set a new password with a wrong reset code',
    act: ({ app }) =>
      app.request
        .post('/api/auth/reset-password')
        .send({ code: 'wrong', password: PASSWORD, passwordConfirmation: PASSWORD })
        .expect(400),
    events: () => [
      `end-user.password-reset | content-api | anonymous | ${USER} | failure: Incorrect code provided`,
    ],
  }),
  writePath({
    path: 'end user: change the own password',
    arrange: (world) => person(world),
    act: (_world, { client }) => ok(changeOwnPassword(client)),
    events: ({ username }) => [
      `end-user.password-change | content-api | end-user ${username} | ${USER} "${username}"`,
    ],
    changes: [['password']],
  }),
  writePath({
    path: 'end user: change the own password without knowing it',
    arrange: (world) => person(world),
    act: (_world, { client }) => changeOwnPassword(client, 'wrong-password').expect(400),
    events: ({ username }) => [
      `end-user.password-change | content-api | end-user ${username} | ${USER} | failure: The provided current password is invalid`,
    ],
  }),
  writePath({
    path: 'end user: first sign-in through a provider',
    act: ({ app, oauth }) => {
      oauth?.signIn({ username: 'olga', email: 'olga@example.com' });
      return ok(signInWithOAuth(app));
    },
    events: () => [
      `end-user.register | content-api | end-user olga | ${USER} "olga"`,
      `end-user.auth.success | content-api | end-user olga | ${USER} "olga"`,
    ],
  }),
  writePath({
    path: 'end user: another sign-in through a provider',
    arrange: ({ app, oauth }) => {
      oauth?.signIn({ username: 'otto', email: 'otto@example.com' });
      return ok(signInWithOAuth(app));
    },
    act: ({ app }) => ok(signInWithOAuth(app)),
    events: () => [`end-user.auth.success | content-api | end-user otto | ${USER} "otto"`],
  }),
  writePath({
    path: 'end user: cancel at the provider',
    act: ({ app, oauth }) => {
      oauth?.signIn(null);
      return signInWithOAuth(app);
    },
    events: () => [
      `end-user.auth.error | content-api | anonymous | ${USER} | failure: OAuth authentication requires a completed provider session`,
    ],
  }),
];
