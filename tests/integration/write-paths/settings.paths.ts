import { ok } from '../../helpers/actors';
import { writePath, type WritePath } from './path';
import type { World } from './world';

const ADA = 'admin-panel | admin-user Ada Admin';
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const MEDIA = { sizeOptimization: true, responsiveDimensions: true, aiMetadata: true };

const updated = (name: string) => `settings.update | ${ADA} | strapi::core-store "${name}"`;

const locale = async ({ admin }: World, code: string, name: string) => {
  const { body } = await ok(admin.post('/i18n/locales').send({ code, name, isDefault: false }));
  return body.id as number;
};

const configurationOf = async ({ admin }: World, path: string) => {
  const { body } = await ok(admin.get(path));
  return (body.data.contentType ?? body.data.component).settings as Record<string, unknown>;
};

const advanced = async ({ admin }: World) =>
  (await ok(admin.get('/users-permissions/advanced'))).body.settings as Record<string, unknown>;

const layHomePageOut = ({ admin }: World, width: number) =>
  ok(
    admin
      .put('/admin/homepage/layout')
      .send({
        ...{ version: 1, widgets: [{ uid: 'plugin::content-manager.last-edited', width }] },
        updatedAt: new Date().toISOString(),
      })
  );

export const settingsPaths: WritePath[] = [
  writePath({
    path: 'the layout of the home page, twice the same',
    arrange: (world) => layHomePageOut(world, 12),
    act: async (world) => {
      await layHomePageOut(world, 6);
      await layHomePageOut(world, 6);
    },
    events: () => [updated('Home page of an administrator')],
    changes: [['widgets.0.width']],
  }),
  writePath({
    path: 'create a locale',
    act: (world) => locale(world, 'fr', 'French (fr)'),
    events: () => [`locale.create | ${ADA} | plugin::i18n.locale "French (fr)"`],
  }),
  writePath({
    path: 'create a locale as the default one',
    act: async ({ admin }) => {
      await ok(admin.post('/i18n/locales').send({ code: 'it', name: 'Italian', isDefault: true }));
    },
    events: () => [
      `locale.create | ${ADA} | plugin::i18n.locale "Italian"`,
      `locale.default.update | ${ADA} | plugin::i18n.locale "Italian"`,
    ],
    changes: [null, ['defaultLocale']],
  }),
  writePath({
    path: 'rename a locale',
    arrange: (world) => locale(world, 'es', 'Spanish'),
    act: ({ admin }, id) => ok(admin.put(`/i18n/locales/${id}`).send({ name: 'Español' })),
    events: () => [`locale.update | ${ADA} | plugin::i18n.locale "Español"`],
    changes: [['name']],
  }),
  writePath({
    path: 'save a locale without a change',
    arrange: (world) => locale(world, 'pt', 'Portuguese'),
    act: ({ admin }, id) => ok(admin.put(`/i18n/locales/${id}`).send({ name: 'Portuguese' })),
    events: () => [],
  }),
  writePath({
    path: 'make another locale the default one',
    arrange: (world) => locale(world, 'nl', 'Dutch'),
    act: ({ admin }, id) =>
      ok(admin.put(`/i18n/locales/${id}`).send({ name: 'Dutch', isDefault: true })),
    events: () => [`locale.default.update | ${ADA} | plugin::i18n.locale "Dutch"`],
    changes: [['defaultLocale']],
  }),
  writePath({
    path: 'delete a locale',
    arrange: (world) => locale(world, 'pl', 'Polish'),
    act: ({ admin }, id) => ok(admin.delete(`/i18n/locales/${id}`)),
    events: () => [`locale.delete | ${ADA} | plugin::i18n.locale "Polish"`],
  }),
  writePath({
    path: 'internationalization settings',
    act: ({ admin }) => ok(admin.put('/i18n/settings').send({ aiLocalizations: true })),
    events: () => [updated('Internationalization: settings')],
    changes: [['aiLocalizations']],
  }),
  writePath({
    path: 'media library settings',
    arrange: ({ admin }) => ok(admin.put('/upload/settings').send(MEDIA)),
    act: ({ admin }) =>
      ok(admin.put('/upload/settings').send({ ...MEDIA, sizeOptimization: false })),
    events: () => [updated('Media library: settings')],
    changes: [['sizeOptimization']],
  }),
  writePath({
    path: 'the view of the media library',
    act: ({ admin }) =>
      ok(admin.put('/upload/configuration').send({ pageSize: 50, sort: 'createdAt:DESC' })),
    events: () => [updated('Media library: view')],
    changes: [['pageSize']],
  }),
  writePath({
    path: 'save the view of the media library without a change',
    act: ({ admin }) =>
      ok(admin.put('/upload/configuration').send({ pageSize: 50, sort: 'createdAt:DESC' })),
    events: () => [],
  }),
  writePath({
    path: 'project settings: a logo',
    act: ({ admin }) =>
      ok(
        admin
          .post('/admin/project-settings')
          .attach('menuLogo', Buffer.from(PIXEL, 'base64'), {
            filename: 'logo.png',
            contentType: 'image/png',
          })
      ),
    events: () => [updated('Project settings')],
    changes: [['menuLogo']],
  }),
  writePath({
    path: 'how the Content Manager shows a content type',
    arrange: (world) =>
      configurationOf(world, '/content-manager/content-types/api::author.author/configuration'),
    act: ({ admin }, settings) =>
      ok(
        admin
          .put('/content-manager/content-types/api::author.author/configuration')
          .send({ settings: { ...settings, pageSize: 20 } })
      ),
    events: () => [updated('Content Manager: api::author.author')],
    changes: [['settings.pageSize']],
  }),
  writePath({
    path: 'how the Content Manager shows a component',
    arrange: (world) =>
      configurationOf(world, '/content-manager/components/shared.link/configuration'),
    act: ({ admin }, settings) =>
      ok(
        admin
          .put('/content-manager/components/shared.link/configuration')
          .send({ settings: { ...settings, pageSize: 20 } })
      ),
    events: () => [updated('Content Manager: shared.link')],
    changes: [['settings.pageSize']],
  }),
  writePath({
    path: 'users-permissions: advanced settings',
    arrange: advanced,
    act: ({ admin }, settings) =>
      ok(
        admin
          .put('/users-permissions/advanced')
          .send({
            ...settings,
            unique_email: false,
            email_reset_password: 'https://example.com/reset',
          })
      ),
    events: () => [updated('Users & Permissions: advanced settings')],
    changes: [['email_reset_password', 'unique_email']],
  }),
  writePath({
    path: 'users-permissions: e-mail templates',
    arrange: async ({ admin }) => (await ok(admin.get('/users-permissions/email-templates'))).body,
    act: ({ admin }, templates) => {
      const changed = structuredClone(templates);
      changed.reset_password.options.object = 'Your new password';
      return ok(
        admin.put('/users-permissions/email-templates').send({ 'email-templates': changed })
      );
    },
    events: () => [updated('Users & Permissions: e-mail templates')],
    changes: [['reset_password.options.object']],
  }),
  writePath({
    path: 'users-permissions: an OAuth provider, key and secret hidden',
    arrange: async ({ admin }) => {
      const { body: providers } = await ok(admin.get('/users-permissions/providers'));
      await ok(admin.put('/users-permissions/providers').send({ providers }));
      return providers;
    },
    act: ({ admin }, providers) =>
      ok(
        admin
          .put('/users-permissions/providers')
          .send({
            providers: {
              ...providers,
              github: { ...providers.github, enabled: true, key: 'the-key', secret: 'the-secret' },
            },
          })
      ),
    events: () => [updated('Users & Permissions: providers')],
    changes: [['github.enabled', 'github.key', 'github.secret']],
  }),
  writePath({
    path: 'settings by code, and what Strapi keeps for itself',
    act: ({ app }) =>
      app.run(async (strapi) => {
        const of = (name: string) => strapi.store({ type: 'plugin', name });
        await of('upload').set({ key: 'metrics', value: { weeklySchedule: '0 0 * * *' } });
        await of('upload').set({
          key: 'view_configuration',
          value: { pageSize: 10, sort: 'createdAt:DESC' },
        });
      }),
    events: () => ['settings.update | code | system | strapi::core-store "Media library: view"'],
    changes: [['pageSize']],
  }),
];
