import {
  adminClient,
  allowContentApi,
  createAdminUser,
  createApiToken,
  createEndUser,
  ok,
  type Client,
} from '../../helpers/actors';
import { bootApp, type App } from '../../helpers/boot-app';
import { startOAuthServer, type OAuthServer } from '../../helpers/oauth-server';

/** One running application and the people who use it. */
export interface World {
  app: App;
  admin: Client;
  editor: Client;
  token: Client;
  reader: Client;
  /** A name that no other path has used. */
  unique(name: string): string;
  /** Where the provider `example` signs people in; there only if the options asked for it. */
  oauth: OAuthServer | null;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** Variables that the application's configuration reads. */
  env?: Record<string, string>;
  /** The plugin's options. */
  auditTrail?: Record<string, unknown>;
  /** Start an OAuth server and offer its provider. */
  oauth?: boolean;
  graphql?: boolean;
}

const CONTENT_ACTIONS = ['find', 'create', 'update', 'delete'].flatMap((action) => [
  `api::article.article.${action}`,
  `api::author.author.${action}`,
]);

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const oauth = options.oauth ? await startOAuthServer() : null;
  const { auditTrail, env, graphql } = options;
  const app = await bootApp({ auditTrail, graphql, env: { ...env, ...oauth?.env } });
  const admin = await adminClient(app);
  await allowContentApi(app, 'authenticated', CONTENT_ACTIONS);
  await allowContentApi(app, 'public', ['api::author.author.create']);
  await ok(
    admin.post('/i18n/locales').send({ code: 'de', name: 'German', isDefault: false })
  ).catch((error: Error) => {
    // The template database may hold it already.
    if (!error.message.includes('already exists')) throw error;
  });
  let made = 0;
  return {
    app,
    admin,
    editor: (await createAdminUser(app, admin, { role: 'strapi-super-admin' })).client,
    token: (await createApiToken(app, admin, { name: 'Importer' })).client,
    reader: (await createEndUser(app)).client,
    unique: (name) => `${name} ${(made += 1)}`,
    oauth,
    async close() {
      await app.stop();
      await oauth?.stop();
    },
  };
}
