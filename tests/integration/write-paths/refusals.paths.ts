import { clientFor, createAdminUser, ok } from '../../helpers/actors';
import { recordedBy } from '../../helpers/events';
import { writePath, type WritePath } from './path';
import type { World } from './world';

const ADA = 'admin-panel | admin-user Ada Admin';
const NOBODY = 'admin-panel | anonymous';
const AUTHORS = '/content-manager/collection-types/api::author.author';
const LOG = '/audit-trail/events';

/** An administrator whose role may do next to nothing. */
const limited = async ({ app, admin, unique }: World) => {
  const { body } = await ok(admin.post('/admin/roles').send({ name: unique('Guest') }));
  return createAdminUser(app, admin, {
    role: body.data.id,
    email: `${unique('limited').replace(' ', '')}@example.com`,
    firstname: 'Lim',
    lastname: 'Ited',
  });
};

/** An access token whose time was up in 2001. */
const OUTDATED = ['{"alg":"HS256"}', '{"exp":1000000000}', 'x']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.');

export const refusalPaths: WritePath[] = [
  writePath({
    path: 'write without a sign-in: 401',
    act: ({ app }) => app.request.post('/admin/roles').send({ name: 'X' }).expect(401),
    events: () => [
      `request.denied | ${NOBODY} | admin::role | denied: Missing or invalid credentials`,
    ],
  }),
  writePath({
    path: 'read without a sign-in: 401',
    act: ({ app }) => app.request.get('/admin/users').expect(401),
    events: () => [
      `request.denied | ${NOBODY} | admin::user | denied: Missing or invalid credentials`,
    ],
  }),
  writePath({
    path: 'read with an access token whose time is up, as the admin panel does: nothing',
    act: ({ app }) => clientFor(app, OUTDATED).get('/admin/users').expect(401),
    events: () => [],
  }),
  writePath({
    path: 'ask for an access token without a refresh token, as the sign-in page does: nothing',
    act: ({ app }) => app.request.post('/admin/access-token').expect(401),
    events: () => [],
  }),
  writePath({
    path: 'write with an access token whose time is up: 401',
    act: ({ app }) => clientFor(app, OUTDATED).post('/admin/roles').send({}).expect(401),
    events: () => [
      `request.denied | ${NOBODY} | admin::role | denied: Missing or invalid credentials`,
    ],
  }),
  writePath({
    path: 'write without the right: 403',
    arrange: limited,
    act: (_world, { client }) => client.post('/admin/webhooks').send({}).expect(403),
    events: () => [
      'request.denied | admin-panel | admin-user Lim Ited | strapi::webhook | denied: Policy Failed',
    ],
  }),
  writePath({
    path: 'read the audit log without the right: 403',
    arrange: limited,
    act: (_world, { client }) => client.get(LOG).expect(403),
    events: () => [
      'request.denied | admin-panel | admin-user Lim Ited | plugin::audit-trail.event | denied: Policy Failed',
    ],
  }),
  writePath({
    path: 'read content without the right: 403',
    act: ({ reader }) => reader.get('/api/homepage').expect(403),
    events: () => [
      'request.denied | content-api | end-user reader | api::homepage.homepage | denied: Forbidden',
    ],
  }),
  writePath({
    path: 'write content without the right: 403',
    act: ({ reader }) => reader.put('/api/homepage').send({ data: {} }).expect(403),
    events: () => [
      'request.denied | content-api | end-user reader | api::homepage.homepage | denied: Forbidden',
    ],
  }),
  writePath({
    path: "use a plugin's route without a sign-in: 403",
    act: ({ app }) => app.request.post('/api/upload').expect(403),
    events: () => [
      'request.denied | content-api | anonymous | plugin::upload.content-api | denied: Forbidden',
    ],
  }),
  writePath({
    path: 'write something invalid: 400',
    act: ({ admin }) => admin.post('/admin/roles').send({ description: 'no name' }).expect(400),
    events: () => [
      `request.rejected | ${ADA} | admin::role | failure: ValidationError: name (required)`,
    ],
  }),
  writePath({
    path: 'write what is not JSON: 400, before any route is reached',
    act: ({ admin }) =>
      admin.post('/admin/roles').set('Content-Type', 'application/json').send('{"x":').expect(400),
    events: () => [`request.rejected | ${NOBODY} |  | failure: Bad Request`],
  }),
  writePath({
    path: 'write too much: 413, before any route is reached',
    act: ({ token }) =>
      token
        .post('/api/authors')
        .send({ data: { name: 'x'.repeat(2_000_000) } })
        .expect(413),
    events: () => ['request.rejected | content-api | anonymous |  | failure: Payload Too Large'],
  }),
  writePath({
    path: 'change an entry that is not there: 404',
    act: ({ token }) =>
      token
        .put('/api/authors/missing')
        .send({ data: { name: 'X' } })
        .expect(404),
    events: () => [
      'request.rejected | content-api | api-token Importer | api::author.author | failure: Not Found',
    ],
  }),
  writePath({
    path: 'delete an entry that is not there, in the Content Manager: 404',
    act: ({ admin }) => admin.delete(`${AUTHORS}/missing`).expect(404),
    events: () => [`request.rejected | ${ADA} | api::author.author | failure: Not Found`],
  }),
  writePath({
    path: 'conflict: 409',
    act: ({ app }) => app.request.post('/api/mishap/conflict').expect(409),
    events: () => [
      'request.rejected | content-api | anonymous | api::mishap.mishap | failure: ConflictError (HTTP 409)',
    ],
  }),
  writePath({
    path: 'crash without a change: 500',
    act: ({ app }) => app.request.post('/api/mishap/crash').expect(500),
    events: () => [
      'request.failure | content-api | anonymous | api::mishap.mishap | failure: Internal Server Error',
    ],
  }),
  writePath({
    path: 'crash after a change was committed: the change, then the failure',
    act: ({ app }) =>
      app.request.post('/api/mishap/crashAfterCommit').send({ name: 'Kept' }).expect(500),
    events: () => [
      'entry.create | content-api | anonymous | api::author.author "Kept"',
      'request.failure | content-api | anonymous | api::mishap.mishap | failure: Internal Server Error',
    ],
  }),
  writePath({
    path: 'roll a transaction back: no change, only the refusal',
    act: ({ app }) => app.request.post('/api/mishap/rollBack').send({ name: 'Gone' }).expect(400),
    events: () => [
      'request.rejected | content-api | anonymous | api::mishap.mishap | failure: ApplicationError (HTTP 400)',
    ],
  }),
  writePath({
    path: 'sign in too often: 429, told once by the sign-in itself',
    arrange: async ({ app }) => {
      const attempt = { email: 'often@example.com', password: 'wrong-password' };
      for (let count = 0; count < 5; count += 1) {
        await app.request.post('/admin/login').send(attempt).expect(400);
      }
      return attempt;
    },
    act: ({ app }, attempt) => app.request.post('/admin/login').send(attempt).expect(429),
    events: () => [
      'admin.auth.error | admin-panel | anonymous often@example.com | admin::user | denied: Too many requests, please try again later.',
    ],
  }),
  writePath({
    path: 'ask for too many password resets: 429, told once by the request for one',
    arrange: async ({ app }) => {
      const attempt = { email: 'often@example.com' };
      // Strapi answers before it looks the account up: each attempt is waited for by its own event.
      const ask = () => app.request.post('/admin/forgot-password').send(attempt).expect(204);
      for (let count = 0; count < 5; count += 1) {
        await app.run((strapi) => strapi.plugin('audit-trail').service('recorder').flush());
        await recordedBy(app, async () => ask(), 1);
      }
      return attempt;
    },
    act: ({ app }, attempt) => app.request.post('/admin/forgot-password').send(attempt).expect(429),
    events: () => [
      `user.password-reset-request | ${NOBODY} often@example.com | admin::user | denied: Too many requests, please try again later.`,
    ],
  }),
  writePath({
    path: 'paths without a route, by every method: nothing',
    act: async ({ app, admin }) => {
      await app.request.post('/no/such/route').send({ x: 1 }).expect(405);
      await admin.put('/admin/no-such-route').send({ x: 1 }).expect(405);
      await app.request.delete('/api/no-such-type/1').expect(405);
      await app.request.get('/api/no-such-type').expect(404);
    },
    events: () => [],
  }),
  writePath({
    path: 'reads that find nothing or are invalid: nothing',
    act: async ({ admin, token }) => {
      await token.get('/api/authors/missing').expect(404);
      await admin.get(`${AUTHORS}/missing`).expect(404);
      await admin.get(`${LOG}/01234567-0123-7123-8123-0123456789ab`).expect(404);
      await admin.get(`${LOG}?page=x`).expect(400);
    },
    events: () => [],
  }),
];
