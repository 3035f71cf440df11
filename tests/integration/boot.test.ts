import { bootApp, type App } from '../helpers/boot-app';

describe('the test application', () => {
  let app: App;

  beforeAll(async () => {
    app = await bootApp();
  });

  afterAll(() => app?.stop());

  it('runs the Strapi version that the lock file pins', async () => {
    await expect(app.run((strapi) => strapi.config.get('info.strapi'))).resolves.toBe('5.54.0');
  });

  it('has the plugin enabled, loaded from its own node_modules', async () => {
    const plugin = await app.run((strapi) => {
      const enabled = strapi.config.get<Record<string, { pathToPlugin: string }>>('enabledPlugins');
      return enabled['audit-trail']?.pathToPlugin;
    });
    expect(plugin).toMatch(/tests[\\/]app[\\/]node_modules[\\/]strapi-plugin-audit-trail$/);
  });

  it('hands errors of the process to the test with their name and message', async () => {
    const failing = app.run(() => {
      throw new TypeError('thrown in Strapi');
    });
    await expect(failing).rejects.toMatchObject({ name: 'TypeError', message: 'thrown in Strapi' });
  });

  it('leaves the plugin out when a test asks for it', async () => {
    const without = await bootApp({ plugin: false });
    const names = await without.run((strapi) => Object.keys(strapi.plugins)).finally(without.stop);
    expect(names).not.toContain('audit-trail');
  });

  it('keeps what was written before a kill through a restart', async () => {
    const { documentId } = await app.run((strapi) =>
      strapi.db.query('api::author.author').create({ data: { name: 'Survivor' } })
    );
    await app.kill();
    await app.restart();
    const found = await app.run(
      (strapi, id) => strapi.db.query('api::author.author').findOne({ where: { documentId: id } }),
      documentId as string
    );
    expect(found.name).toBe('Survivor');
  });
});
