import {
  adminClient,
  createAdminUser,
  createApiToken,
  createEndUser,
  type Client,
} from '../../helpers/actors';
import type { App } from '../../helpers/boot-app';
import type { Route } from './routes';

export interface People {
  admin: Client;
  token: Client;
  /** By caller; those that are not there bring none. */
  tokens: ReadonlyMap<string, string>;
  /** Who calls a route, the one with the right first. */
  callersOf(route: Route): readonly string[];
}

/** What ends the session of its caller, who therefore is one that nobody else needs. */
const ENDS_SESSION = /logout|sessions/;

const OF_CONTENT = ['API token', 'end user', 'public', 'API token', 'wrong session'];
const OF_PANEL = ['administrator', 'administrator', 'editor', 'administrator', 'wrong session'];

export async function invite(app: App): Promise<People> {
  const admin = await adminClient(app);
  const token = (await createApiToken(app, admin, { name: 'Canaries' })).client;
  const editor = await createAdminUser(app, admin, { email: 'canary-editor@example.com' });
  const leaver = await createAdminUser(app, admin, {
    email: 'canary-leaver@example.com',
    role: 'strapi-super-admin',
  });
  const reader = await createEndUser(app, { username: 'canaryreader' });
  const clients = {
    administrator: admin,
    'API token': token,
    editor: editor.client,
    leaver: leaver.client,
    'end user': reader.client,
  };
  return {
    admin,
    token,
    tokens: new Map(Object.entries(clients).map(([name, client]) => [name, client.token])),
    callersOf({ path }) {
      if (ENDS_SESSION.test(path)) return ['leaver', 'public', 'basic'];
      if (path.startsWith('/mcp')) return ['public', 'wrong session', 'administrator'];
      return path.startsWith('/api/') || path === '/graphql' ? OF_CONTENT : OF_PANEL;
    },
  };
}

/** Lets signed-in end users do everything, and the public nothing more than before. */
export const empowerEndUsers = (app: App): Promise<void> =>
  app.run(async (strapi) => {
    const roles = strapi.db.query('plugin::users-permissions.role');
    const role = await roles.findOne({ where: { type: 'authenticated' } });
    const actions = strapi.contentAPI.permissions.providers.action.keys();
    for (const action of actions) {
      if (/sessions|logout|transfer/.test(action)) continue;
      await strapi.db
        .query('plugin::users-permissions.permission')
        .create({ data: { action, role: role.id } });
    }
  });
