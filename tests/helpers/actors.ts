import supertest, { type Response } from 'supertest';
import type { App } from './boot-app';

export const SUPER_ADMIN = {
  email: 'admin@example.com',
  password: 'Passw0rd!Passw0rd',
  firstname: 'Ada',
  lastname: 'Admin',
};

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** supertest with the actor's token on every request. */
export type Client = Record<Method, (path: string) => supertest.Test> & { readonly token: string };

export function clientFor(app: Pick<App, 'url'>, token: string): Client {
  const agent = supertest(app.url);
  const authorized = (method: Method) => (path: string) =>
    agent[method](path).set('Authorization', `Bearer ${token}`);
  return {
    token,
    get: authorized('get'),
    post: authorized('post'),
    put: authorized('put'),
    patch: authorized('patch'),
    delete: authorized('delete'),
  };
}

/**
 * Awaits the answer and insists on success.
 * @throws with method, path, status and body otherwise.
 */
export async function ok(answer: PromiseLike<Response>): Promise<Response> {
  const response = await answer;
  if (response.status >= 200 && response.status < 300) return response;
  const { method, path } = response.request as unknown as { method: string; path?: string };
  const where = path ?? (response.request as unknown as { url: string }).url;
  throw new Error(`${method} ${where} answered ${response.status}: ${response.text}`);
}

export interface Credentials {
  email: string;
  password: string;
}

/** Signs in to the admin; without credentials as the Super Admin, who is registered if missing. */
export async function login(
  app: Pick<App, 'url' | 'request'>,
  credentials?: Credentials
): Promise<Client> {
  if (!credentials) {
    const { body } = await ok(app.request.get('/admin/init'));
    if (!body.data.hasAdmin) {
      const registered = await ok(app.request.post('/admin/register-admin').send(SUPER_ADMIN));
      return clientFor(app, registered.body.data.token);
    }
  }
  const { email, password } = credentials ?? SUPER_ADMIN;
  const { body } = await ok(app.request.post('/admin/login').send({ email, password }));
  return clientFor(app, body.data.token);
}

/** The Super Admin's client. */
export const adminClient = (app: Pick<App, 'url' | 'request'>): Promise<Client> => login(app);

/** The id of an admin role by its code, e.g. `strapi-editor`. */
export async function roleId(admin: Client, code: string): Promise<number> {
  const { body } = await ok(admin.get('/admin/roles'));
  const role = (body.data as { id: number; code: string }[]).find((one) => one.code === code);
  if (!role) throw new Error(`There is no admin role with the code "${code}".`);
  return role.id;
}

interface Permission {
  action: string;
  subject: string | null;
  properties: { fields?: string[]; locales?: string[] };
  conditions: string[];
}

/**
 * Lets the Editor role handle articles in all locales. On a new Strapi it has no locale of a
 * localized type, so that it can create articles but neither update nor publish nor delete them.
 */
export async function empowerEditors(admin: Client): Promise<void> {
  const path = `/admin/roles/${await roleId(admin, 'strapi-editor')}/permissions`;
  const { body } = await ok(admin.get(path));
  const subject = 'api::article.article';
  const locales = ['en', 'de'];
  const present = (body.data as Permission[]).map((one) => ({
    action: one.action,
    subject: one.subject,
    conditions: one.conditions,
    properties: one.subject === subject ? { ...one.properties, locales } : one.properties,
  }));
  const missing = ['publish', 'delete'].map((verb) => ({
    action: `plugin::content-manager.explorer.${verb}`,
    subject,
    conditions: [],
    properties: { locales },
  }));
  await ok(admin.put(path).send({ permissions: [...present, ...missing] }));
}

export interface AdminUser extends Credentials {
  id: number;
  client: Client;
}

/**
 * Invites a user with the role and accepts the invitation: two requests, as a person would.
 * What the role may do is another matter, see `empowerEditors`.
 */
export async function createAdminUser(
  app: Pick<App, 'url' | 'request'>,
  admin: Client,
  options: { role?: string | number; email?: string; firstname?: string; lastname?: string } = {}
): Promise<AdminUser> {
  const { role = 'strapi-editor', email = 'editor@example.com' } = options;
  const { firstname = 'Eddi', lastname = 'Editor' } = options;
  const password = SUPER_ADMIN.password;
  const roles = [typeof role === 'number' ? role : await roleId(admin, role)];
  const invited = await ok(admin.post('/admin/users').send({ email, firstname, lastname, roles }));
  const { id, registrationToken } = invited.body.data;
  const accepted = await ok(
    app.request
      .post('/admin/register')
      .send({ registrationToken, userInfo: { firstname, lastname, password } })
  );
  return { id, email, password, client: clientFor(app, accepted.body.data.token) };
}

/** Makes a content API token; `custom` takes the permissions, e.g. `api::article.article.find`. */
export async function createApiToken(
  app: App,
  admin: Client,
  options: {
    name?: string;
    type?: 'read-only' | 'full-access' | 'custom';
    permissions?: string[];
  } = {}
): Promise<{ id: number; name: string; client: Client }> {
  const { name = 'Test token', type = 'full-access', permissions } = options;
  const { body } = await ok(
    admin
      .post('/admin/api-tokens')
      .send({
        name,
        description: '',
        type,
        lifespan: null,
        permissions: type === 'custom' ? permissions : null,
      })
  );
  return { id: body.data.id, name, client: clientFor(app, body.data.accessKey) };
}

export interface EndUser extends Credentials {
  id: number;
  username: string;
  client: Client;
}

/** Registers a users-permissions user over the content API. */
export async function createEndUser(
  app: App,
  options: { username?: string; email?: string; password?: string } = {}
): Promise<EndUser> {
  const { username = 'reader', email = 'reader@example.com' } = options;
  const password = options.password ?? SUPER_ADMIN.password;
  const { body } = await ok(
    app.request.post('/api/auth/local/register').send({ username, email, password })
  );
  return { id: body.user.id, username, email, password, client: clientFor(app, body.jwt) };
}

/** Lets a users-permissions role do these actions, e.g. `api::article.article.create`. */
export const allowContentApi = (
  app: App,
  role: 'public' | 'authenticated',
  actions: string[]
): Promise<void> =>
  app.run(
    async (strapi, type, names) => {
      const found = await strapi.db
        .query('plugin::users-permissions.role')
        .findOne({ where: { type } });
      for (const action of names) {
        await strapi.db
          .query('plugin::users-permissions.permission')
          .create({ data: { action, role: found.id } });
      }
    },
    role as string,
    actions
  );
