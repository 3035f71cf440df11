import { ok } from '../../helpers/actors';
import { CM, draft, published } from './article';
import { writePath, type WritePath } from './path';

const AUTHOR = 'api::author.author';

/** What the application's own code writes, with the ways it has. */
export const codePaths: WritePath[] = [
  writePath({
    path: 'strapi.entityService in code: create, update, delete',
    act: ({ app }) =>
      app.run(async (strapi) => {
        const { entityService } = strapi;
        const uid = 'api::author.author' as never;
        const { id } = await entityService.create(uid, { data: { name: 'Old way' } } as never);
        await entityService.update(uid, id, { data: { name: 'Old ways' } } as never);
        await entityService.delete(uid, id);
      }),
    events: () => [
      `entry.create | code | system | ${AUTHOR} "Old way"`,
      `entry.update | code | system | ${AUTHOR} "Old ways"`,
      `entry.delete | code | system | ${AUTHOR} "Old ways"`,
    ],
  }),
  writePath({
    path: 'strapi.documents in code: create published',
    act: ({ app }) =>
      app.run((strapi) =>
        strapi
          .documents('api::article.article' as never)
          .create({ data: { title: 'Born published' }, status: 'published' } as never)
      ),
    events: () => [
      'entry.create | code | system | api::article.article en draft "Born published"',
      'entry.publish | code | system | api::article.article en published "Born published"',
    ],
  }),
  writePath({
    path: 'strapi.documents in code: publish, unpublish',
    arrange: draft,
    act: ({ app }, { id }) =>
      app.run(async (strapi, documentId) => {
        const articles = strapi.documents('api::article.article' as never);
        await articles.publish({ documentId } as never);
        await articles.unpublish({ documentId } as never);
      }, id),
    events: ({ title }) => [
      `entry.publish | code | system | api::article.article en published "${title}"`,
      `entry.unpublish | code | system | api::article.article en published "${title}"`,
    ],
  }),
  writePath({
    path: 'strapi.documents in code: discard the draft',
    arrange: async (world) => {
      const article = await published(world);
      await ok(world.admin.put(`${CM}/${article.id}`).send({ title: 'Second thoughts' }));
      return article;
    },
    act: ({ app }, { id }) =>
      app.run(
        (strapi, documentId) =>
          strapi
            .documents('api::article.article' as never)
            .discardDraft({ documentId } as never) as Promise<unknown>,
        id
      ),
    events: ({ title }) => [
      `entry.draft-discard | code | system | api::article.article en draft "${title}"`,
    ],
    changes: [['title']],
  }),
  writePath({
    path: 'strapi.documents in code: clone',
    arrange: draft,
    act: ({ app }, { id }) =>
      app.run(
        (strapi, documentId) =>
          strapi
            .documents('api::article.article' as never)
            .clone({ documentId, data: { title: 'Cloned' } } as never) as Promise<unknown>,
        id
      ),
    events: () => ['entry.clone | code | system | api::article.article en draft "Cloned"'],
  }),
  writePath({
    path: 'strapi.documents in code: new locale, delete one locale',
    arrange: draft,
    act: ({ app }, { id }) =>
      app.run(async (strapi, documentId) => {
        const articles = strapi.documents('api::article.article' as never);
        const locale = 'de';
        await articles.update({ documentId, locale, data: { title: 'Kodiert' } } as never);
        await articles.delete({ documentId, locale } as never);
      }, id),
    events: () => [
      'entry.create | code | system | api::article.article de draft "Kodiert"',
      'entry.delete | code | system | api::article.article de draft "Kodiert"',
    ],
  }),
  writePath({
    path: 'cron task: create',
    act: ({ app }) =>
      app.run(
        (strapi) =>
          new Promise((resolve, reject) => {
            const name = 'probe';
            strapi.cron.add({
              [name]: {
                async task() {
                  strapi.cron.remove(name);
                  await strapi
                    .documents('api::author.author' as never)
                    .create({ data: { name: 'Nightly' } as never })
                    .then(() => resolve(null), reject);
                },
                options: '* * * * * *',
              },
            });
          })
      ),
    events: () => [`entry.create | cron | system | ${AUTHOR} "Nightly"`],
  }),
  writePath({
    path: "the application's own route: create",
    act: ({ app }) => ok(app.request.post('/api/probe/write').send({ name: 'Probed' })),
    events: () => [`entry.create | content-api | anonymous | ${AUTHOR} "Probed"`],
  }),
  writePath({
    path: 'a write that nobody awaits, after the response',
    act: ({ app }) => ok(app.request.post('/api/probe/writeLater').send({ name: 'Late' })),
    events: () => [`entry.create | code | system | ${AUTHOR} "Late"`],
  }),
  writePath({
    path: 'a lifecycle subscriber that writes another row',
    act: ({ app }) =>
      app.run((strapi) =>
        strapi
          .documents('api::author.author' as never)
          .create({ data: { name: 'First', bio: 'probe:lifecycle' } as never })
      ),
    events: () => [
      `entry.create | code | system | ${AUTHOR} "First"`,
      `entry.create | code | system | ${AUTHOR} "First, seconded"`,
    ],
  }),
  writePath({
    path: 'a lifecycle subscriber that writes another row, outside a transaction',
    act: ({ app }) =>
      app.run((strapi) =>
        strapi.db
          .query('api::author.author')
          .create({ data: { name: 'Low', bio: 'probe:lifecycle' } })
      ),
    events: () => [
      `entry.create | code | system | ${AUTHOR} "Low"`,
      `entry.create | code | system | ${AUTHOR} "Low, seconded"`,
    ],
  }),
  writePath({
    path: 'strapi.db.transaction that commits: strapi.db.query inside',
    act: ({ app }) =>
      app.run((strapi) =>
        strapi.db.transaction(async () => {
          const authors = strapi.db.query('api::author.author');
          const { id } = await authors.create({ data: { name: 'In one go' } });
          await authors.update({ where: { id }, data: { name: 'In one commit' } });
          const { id: passing } = await authors.create({ data: { name: 'Seen by nobody' } });
          await authors.delete({ where: { id: passing } });
        })
      ),
    events: () => [`entry.create | code | system | ${AUTHOR} "In one commit"`],
  }),
  writePath({
    path: 'strapi.db.transaction that rolls back: strapi.db.query inside',
    act: ({ app }) =>
      app.run(async (strapi) => {
        await strapi.db
          .transaction(async () => {
            await strapi.db.query('api::author.author').create({ data: { name: 'Never' } });
            throw new Error('changed my mind');
          })
          .catch(() => undefined);
      }),
    events: () => [],
  }),
  writePath({
    path: 'nested transactions: both commit with the outer one',
    act: ({ app }) =>
      app.run((strapi) =>
        strapi.db.transaction(async () => {
          const authors = strapi.db.query('api::author.author');
          await authors.create({ data: { name: 'Outer' } });
          await strapi.db.transaction(async () => {
            await authors.create({ data: { name: 'Inner' } });
          });
        })
      ),
    events: () => [
      `entry.create | code | system | ${AUTHOR} "Outer"`,
      `entry.create | code | system | ${AUTHOR} "Inner"`,
    ],
  }),
  writePath({
    path: 'nested transactions: an inner failure that the outer one swallows',
    act: ({ app }) =>
      app.run((strapi) =>
        strapi.db.transaction(async () => {
          const authors = strapi.db.query('api::author.author');
          await authors.create({ data: { name: 'Kept' } });
          await strapi.db
            .transaction(async () => {
              await authors.create({ data: { name: 'Kept as well' } });
              throw new Error('swallowed');
            })
            .catch(() => undefined);
        })
      ),
    // Strapi's nested transactions are one transaction without savepoints: the inner write commits.
    events: () => [
      `entry.create | code | system | ${AUTHOR} "Kept"`,
      `entry.create | code | system | ${AUTHOR} "Kept as well"`,
    ],
  }),
  writePath({
    path: 'roles with permissions in code, as an import of roles makes them',
    act: ({ app }) =>
      app.run(async (strapi) => {
        const role = await strapi.db
          .query('admin::role')
          .create({ data: { name: 'Imported', code: 'imported', description: '' } });
        await strapi.db
          .query('admin::permission')
          .create({
            data: {
              ...{ action: 'plugin::upload.read', actionParameters: {}, subject: null },
              ...{ properties: {}, conditions: [], role: role.id },
            },
          });
        const reader = await strapi.db
          .query('plugin::users-permissions.role')
          .create({ data: { name: 'Reader', type: 'reader', description: '' } });
        await strapi.db
          .query('plugin::users-permissions.permission')
          .create({ data: { action: 'api::author.author.find', role: reader.id } });
      }),
    events: () => [
      'role.create | code | system | admin::role "Imported"',
      'permission.create | code | system | admin::permission "Imported: plugin::upload.read"',
      'end-user-role.create | code | system | plugin::users-permissions.role "Reader"',
      'end-user-permission.create | code | system | plugin::users-permissions.permission "Reader: api::author.author.find"',
    ],
  }),
  writePath({
    path: "other plugins' settings and the application's own, in code",
    act: ({ app }) =>
      app.run(async (strapi) => {
        const set = (type: string, name: string, key: string, value: unknown) =>
          strapi.store({ type, name, key }).set({ value });
        await set('plugin', 'documentation', 'config', {
          restrictedAccess: true,
          password: 'pw-71',
        });
        await set('plugin', 'documentation', 'config', {
          restrictedAccess: true,
          password: 'pw-72',
        });
        await set('plugin', 'search', 'credential', 'key-71000001');
        await set('api', 'shop', 'settings', { currency: 'EUR' });
        // Strapi's own bookkeeping.
        await set('plugin', 'upload', 'metrics', { lastWeeklyUpdate: 1 });
        await set('core', 'hub', 'notes', { seen: true });
      }),
    events: () => [
      'settings.update | code | system | strapi::core-store "documentation: config"',
      'settings.update | code | system | strapi::core-store "documentation: config"',
      'settings.update | code | system | strapi::core-store "search: credential"',
      'settings.update | code | system | strapi::core-store "api_shop_settings"',
    ],
    changes: [['password', 'restrictedAccess'], ['password'], ['value'], ['currency']],
    payloads: () => [
      {
        plugin: 'documentation',
        settings: [
          { setting: 'restrictedAccess', type: 'boolean' },
          { setting: 'password', type: 'string' },
        ],
      },
      { plugin: 'documentation', settings: [{ setting: 'password', type: 'string' }] },
      { plugin: 'search', settings: [{ setting: 'value', type: 'string' }] },
      { settings: [{ setting: 'currency', type: 'string' }] },
    ],
  }),
];
