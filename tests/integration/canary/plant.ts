import { bootApp, type App } from '../../helpers/boot-app';
import type { TestDatabase } from '../../helpers/app/databases';
import { findModels, makeFixtures } from './fixtures';
import { graphqlRequests } from './graphql';
import { createMints, seeded, type Mints } from './mint';
import { readModels } from './models';
import { empowerEndUsers, invite, type People } from './people';
import { runPrograms } from './programs';
import { requestsTo } from './requests';
import { nameOf, readRoutes, type Route } from './routes';
import { sendAll, type Answered } from './send';
import type { VaultApp } from './vault';

export interface Planted {
  app: App;
  people: People;
  mints: Mints;
  routes: Route[];
  /** Requests by the class of their status, `2xx`; `none` where no answer came. */
  answers: Record<string, number>;
}

export interface PlantOptions {
  vault: VaultApp;
  database: TestDatabase;
  archive: string;
  seed: number;
  env?: Record<string, string>;
  /** One route of so many; all of them if left out. */
  oneOf?: number;
}

/** What changes how the server answers everybody comes last. */
const SETTINGS = /advanced|providers|settings|configuration|templates|logout|sessions/;

/**
 * On a server Strapi ends its own process where a folder's parent is a text, and where an entry is gone by the
 * time its `entry.update` is emitted: nothing awaits either query. It does so without the plugin, too; what the
 * plugin leaves unhandled still ends it. The plugin's frames stand in the second one's stack, because its
 * transaction calls what Strapi wants called after the commit.
 */
function surviveStrapi(): void {
  process.on('unhandledRejection', (error) => {
    const stack = error instanceof Error ? String(error.stack) : '';
    const isStrapis = stack.includes('document-service/events');
    if (stack.includes('strapi-plugin-audit-trail') && !isStrapis) throw error;
  });
}

/** Starts the application and plants canaries wherever a value can be sent. */
export async function plant(options: PlantOptions): Promise<Planted> {
  const { vault, database, archive, seed, env, oneOf = 1 } = options;
  const app = await bootApp({
    appDir: vault.dir,
    database,
    graphql: true,
    // Bodies are kept whole, so that nothing escapes by a cut.
    auditTrail: {
      requests: { maxBytes: 1_048_576, repeatedResponses: true },
      retention: { archive: { folder: archive } },
    },
    env: {
      ...{ RECORD_REQUESTS: 'on', ADMIN_RATE_LIMIT: '{"enabled":false}' },
      ...{ USERS_RATE_LIMIT: '{"enabled":false}', USERS_JWT_MANAGEMENT: 'legacy-support' },
      ...env,
    },
  });
  try {
    await app.run(surviveStrapi);
    const mints = createMints(seed);
    const models = await readModels(app);
    const people = await invite(app);
    await empowerEndUsers(app);
    const fixtures = await makeFixtures(app, people, models);
    const modelOf = await findModels(app, models);
    const draw = seeded(seed + 1);
    const all = await readRoutes(app, models);
    const routes = all
      .filter(() => draw(oneOf) === 0)
      .sort((one, other) => Number(SETTINGS.test(one.path)) - Number(SETTINGS.test(other.path)));
    const world = { models, mints, people, fixtures, modelOf };
    const requests = routes.flatMap((route) => requestsTo(route, world));
    const graphql = await graphqlRequests(app, models, mints, people);
    const some = graphql.filter(() => draw(oneOf) === 0);
    await runPrograms(app, models, mints);
    const answered = await sendAll(app.port, [...some, ...requests]);
    vault.deploy(deployed(mints));
    await app.run((strapi) => strapi.plugin('audit-trail').service('recorder').flush());
    await app.restart();
    await app.run((strapi) => strapi.plugin('audit-trail').service('recorder').flush());
    return { app, people, mints, routes, answers: classesOf(answered) };
  } catch (cause) {
    await app.stop();
    // A process that ended says why in its last lines.
    throw new Error(
      `Planting broke off. The application's last lines:\n${app.log().slice(-3_000)}`,
      { cause }
    );
  }
}

/** A deployment whose schema holds secrets itself. */
function deployed(mints: Mints) {
  const mint = mints.for('schema', 'api::vault.vault');
  return {
    newPassword: { type: 'password', default: mint.password('default of a password') },
    privatePassword: {
      type: 'password',
      private: true,
      default: mint.password('default given to a password'),
    },
    newPrivate: { type: 'string', private: true, default: mint.word('default of a private text') },
    newPrivateNumber: {
      type: 'integer',
      private: true,
      default: mint.number('default of a private number'),
    },
    newToken: { type: 'string', default: mint.word('default of a text with a secret name') },
  };
}

function classesOf(answers: readonly Answered[]): Record<string, number> {
  const classes: Record<string, number> = {};
  for (const { status } of answers) {
    const name = status === 0 ? 'none' : `${Math.floor(status / 100)}xx`;
    classes[name] = (classes[name] ?? 0) + 1;
  }
  return classes;
}

export { nameOf };
