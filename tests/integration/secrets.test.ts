import { defaultDatabase } from '../helpers/app/databases';
import { adminClient, clientFor, ok } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';
import { dumpPluginTables } from '../helpers/plugin-tables';
import { CHOSEN, type Made } from './secrets/chosen';
import { plantInAdministration } from './secrets/plant-administration';
import { plantInBodies } from './secrets/plant-bodies';
import { plantInContent } from './secrets/plant-content';
import { plantInEndUsers } from './secrets/plant-end-users';
import { plantInGraphql } from './secrets/plant-graphql';
import { plantByPrograms } from './secrets/plant-programs';
import { exportsOf, leaks, placesOf, rawPlacesOf, unfound } from './secrets/scan';

/** End users get refresh tokens too; bodies are kept whole, so that nothing escapes by a cut. */
const OPTIONS = {
  graphql: true,
  env: { USERS_JWT_MANAGEMENT: 'refresh' },
  auditTrail: { requests: { maxBytes: 1_048_576, repeatedResponses: true } },
};

async function plant(app: App): Promise<Made> {
  const made: Made = {};
  const admin = await adminClient(app);
  await plantInAdministration(app, admin, made);
  await plantInContent(admin);
  await plantInGraphql(app, admin);
  await plantInBodies(app, admin);
  await plantByPrograms(app, admin, made);
  await plantInEndUsers(app, admin, made);
  await ok(clientFor(app, admin.token).post('/admin/logout'));
  await app.run((strapi) => strapi.plugin('audit-trail').service('recorder').flush());
  return { ...CHOSEN, ...made };
}

describe('planted secrets', () => {
  let app: App;
  let secrets: Made;

  beforeAll(async () => {
    app = await bootApp(OPTIONS);
    secrets = await plant(app);
  });
  afterAll(() => app?.stop());

  it('are a hundred or more, each of its own', () => {
    expect(Object.keys(secrets).length).toBeGreaterThanOrEqual(100);
    expect(new Set(Object.values(secrets)).size).toBe(Object.keys(secrets).length);
  });

  it('appear in no table of the plugin, no answer of its API, no export and no line of the log', async () => {
    expect(leaks(secrets, await placesOf(app))).toEqual([]);
  });

  // The files of a server are not the test's to read.
  if (defaultDatabase() === 'sqlite') {
    it('appear nowhere in the database file', async () => {
      expect(leaks(secrets, await rawPlacesOf(app))).toEqual([]);
    });
  }
});

describe('planted secrets with redaction switched off', () => {
  it('are all found, so the scan can find them', async () => {
    const app = await bootApp({ ...OPTIONS, env: { ...OPTIONS.env, REDACTION: 'off' } });
    try {
      const secrets = await plant(app);
      const tables = JSON.stringify(await dumpPluginTables(app));
      expect(unfound(secrets, { tables })).toEqual([]);
      for (const [name, file] of Object.entries(await exportsOf(app))) {
        expect(unfound(secrets, { [name]: file })).toEqual([]);
      }
      if (app.databaseFile) expect(unfound(secrets, await rawPlacesOf(app))).toEqual([]);
    } finally {
      await app.stop();
    }
  });
});
