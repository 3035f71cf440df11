import { ok } from '../../helpers/actors';
import { author } from './article';
import { writePath, type WritePath } from './path';
import type { World } from './world';

const CM = '/content-manager/collection-types/api::article.article';
const ADA = 'admin-panel | admin-user Ada Admin';

interface Draft {
  id: string;
  title: string;
}

/** An article as the Content Manager makes it. */
const draft = async ({ admin, unique }: World): Promise<Draft> => {
  const title = unique('Article');
  const { body } = await ok(admin.post(CM).send({ title }));
  return { id: body.data.documentId, title };
};

const published = async (world: World): Promise<Draft> => {
  const article = await draft(world);
  await ok(world.admin.post(`${CM}/${article.id}/actions/publish`).send({}));
  return article;
};

export const contentPaths: WritePath[] = [
  writePath({
    path: 'Content Manager: create',
    act: ({ admin }) => ok(admin.post(CM).send({ title: 'Spring sale' })),
    events: () => [`entry.create | ${ADA} | api::article.article en draft "Spring sale"`],
  }),
  writePath({
    path: 'Content Manager: update',
    arrange: draft,
    act: ({ admin }, { id }) => ok(admin.put(`${CM}/${id}`).send({ title: 'Renamed' })),
    events: () => [`entry.update | ${ADA} | api::article.article en draft "Renamed"`],
    changes: [['title']],
  }),
  writePath({
    path: 'Content Manager: save without a change',
    arrange: draft,
    act: ({ admin }, { id, title }) => ok(admin.put(`${CM}/${id}`).send({ title })),
    events: () => [],
  }),
  writePath({
    path: 'Content Manager: publish',
    arrange: draft,
    act: ({ admin }, { id }) => ok(admin.post(`${CM}/${id}/actions/publish`).send({})),
    events: ({ title }) => [
      `entry.publish | ${ADA} | api::article.article en published "${title}"`,
    ],
  }),
  writePath({
    path: 'Content Manager: update and publish in one request',
    arrange: published,
    act: ({ admin }, { id }) =>
      ok(admin.post(`${CM}/${id}/actions/publish`).send({ title: 'Both at once' })),
    events: () => [
      `entry.update | ${ADA} | api::article.article en draft "Both at once"`,
      `entry.publish | ${ADA} | api::article.article en published "Both at once"`,
    ],
    changes: [['title'], ['title']],
  }),
  writePath({
    path: 'Content Manager: unpublish',
    arrange: published,
    act: ({ admin }, { id }) => ok(admin.post(`${CM}/${id}/actions/unpublish`).send({})),
    events: ({ title }) => [
      `entry.unpublish | ${ADA} | api::article.article en published "${title}"`,
    ],
  }),
  writePath({
    path: 'Content Manager: discard the draft',
    arrange: async (world) => {
      const article = await published(world);
      await ok(world.admin.put(`${CM}/${article.id}`).send({ title: 'Second thoughts' }));
      return article;
    },
    act: ({ admin }, { id }) => ok(admin.post(`${CM}/${id}/actions/discard`).send({})),
    events: ({ title }) => [
      `entry.draft-discard | ${ADA} | api::article.article en draft "${title}"`,
    ],
    changes: [['title']],
  }),
  writePath({
    path: 'Content Manager: duplicate',
    arrange: draft,
    act: ({ admin }, { id }) => ok(admin.post(`${CM}/clone/${id}`).send({ title: 'The copy' })),
    events: () => [`entry.clone | ${ADA} | api::article.article en draft "The copy"`],
  }),
  writePath({
    path: 'Content Manager: new locale',
    arrange: draft,
    act: ({ admin }, { id }) => ok(admin.put(`${CM}/${id}?locale=de`).send({ title: 'Frühling' })),
    events: () => [`entry.create | ${ADA} | api::article.article de draft "Frühling"`],
  }),
  writePath({
    path: 'Content Manager: delete draft and published version',
    arrange: published,
    act: ({ admin }, { id }) => ok(admin.delete(`${CM}/${id}`)),
    events: ({ title }) => [`entry.delete | ${ADA} | api::article.article en draft "${title}"`],
  }),
  writePath({
    path: 'Content Manager: delete one of two locales',
    arrange: async (world) => {
      const article = await draft(world);
      await ok(world.admin.put(`${CM}/${article.id}?locale=de`).send({ title: 'Nur deutsch' }));
      return article;
    },
    act: ({ admin }, { id }) => ok(admin.delete(`${CM}/${id}?locale=de`)),
    events: () => [`entry.delete | ${ADA} | api::article.article de draft "Nur deutsch"`],
  }),
  writePath({
    path: 'Content Manager: another administrator',
    arrange: draft,
    act: ({ editor }, { id }) => ok(editor.put(`${CM}/${id}`).send({ title: 'By Eddi' })),
    events: () => [
      'entry.update | admin-panel | admin-user Eddi Editor | api::article.article en draft "By Eddi"',
    ],
  }),
  writePath({
    path: 'REST with an API token: create, published at once',
    act: ({ token }) => ok(token.post('/api/articles').send({ data: { title: 'Imported' } })),
    events: () => [
      'entry.create | content-api | api-token Importer | api::article.article en draft "Imported"',
      'entry.publish | content-api | api-token Importer | api::article.article en published "Imported"',
    ],
  }),
  writePath({
    path: 'REST with an API token: update, published at once',
    arrange: published,
    act: ({ token }, { id }) =>
      ok(token.put(`/api/articles/${id}`).send({ data: { title: 'Synchronized' } })),
    events: () => [
      'entry.update | content-api | api-token Importer | api::article.article en draft "Synchronized"',
      'entry.publish | content-api | api-token Importer | api::article.article en published "Synchronized"',
    ],
    changes: [['title'], ['title']],
  }),
  writePath({
    path: 'REST with an API token: delete',
    arrange: draft,
    act: ({ token }, { id }) => ok(token.delete(`/api/articles/${id}`)),
    events: ({ title }) => [
      `entry.delete | content-api | api-token Importer | api::article.article en draft "${title}"`,
    ],
  }),
  writePath({
    path: 'REST as a users-permissions user: create',
    act: ({ reader }) => ok(reader.post('/api/authors').send({ data: { name: 'Kim' } })),
    events: () => ['entry.create | content-api | end-user reader | api::author.author "Kim"'],
  }),
  writePath({
    path: 'REST as a users-permissions user: update',
    arrange: author,
    act: ({ reader }, { id }) =>
      ok(reader.put(`/api/authors/${id}`).send({ data: { bio: 'Writes' } })),
    events: ({ name }) => [
      `entry.update | content-api | end-user reader | api::author.author "${name}"`,
    ],
    changes: [['bio']],
  }),
  writePath({
    path: 'REST as a users-permissions user: delete',
    arrange: author,
    act: ({ reader }, { id }) => ok(reader.delete(`/api/authors/${id}`)),
    events: ({ name }) => [
      `entry.delete | content-api | end-user reader | api::author.author "${name}"`,
    ],
  }),
  writePath({
    path: 'REST by the public: create',
    act: ({ app }) => ok(app.request.post('/api/authors').send({ data: { name: 'Nobody' } })),
    events: () => ['entry.create | content-api | anonymous | api::author.author "Nobody"'],
  }),
  writePath({
    path: 'strapi.documents in code: create, update, delete',
    act: ({ app }) =>
      app.run(async (strapi) => {
        const authors = strapi.documents('api::author.author' as never);
        const { documentId } = await authors.create({ data: { name: 'Coded' } as never });
        await authors.update({ documentId, data: { name: 'Recoded' } as never });
        await authors.delete({ documentId });
      }),
    events: () => [
      'entry.create | code | system | api::author.author "Coded"',
      'entry.update | code | system | api::author.author "Recoded"',
      'entry.delete | code | system | api::author.author "Recoded"',
    ],
  }),
  writePath({
    path: 'strapi.db.query in code: create, update, delete',
    act: ({ app }) =>
      app.run(async (strapi) => {
        const authors = strapi.db.query('api::author.author');
        const { id } = await authors.create({ data: { name: 'Low' } });
        await authors.update({ where: { id }, data: { name: 'Lower' } });
        await authors.delete({ where: { id } });
      }),
    events: () => [
      'entry.create | code | system | api::author.author "Low"',
      'entry.update | code | system | api::author.author "Lower"',
      'entry.delete | code | system | api::author.author "Lower"',
    ],
  }),
  writePath({
    path: 'strapi.db.query in code: createMany, updateMany, deleteMany',
    act: ({ app }) =>
      app.run(async (strapi) => {
        const authors = strapi.db.query('api::author.author');
        await authors.createMany({ data: [{ name: 'One' }, { name: 'Two' }] });
        await authors.updateMany({ where: { name: 'One' }, data: { name: 'Uno' } });
        await authors.deleteMany({ where: { name: { $in: ['Uno', 'Two'] } } });
      }),
    events: () => [
      'entry.create | code | system | api::author.author "One"',
      'entry.create | code | system | api::author.author "Two"',
      'entry.update | code | system | api::author.author "Uno"',
      'entry.delete | code | system | api::author.author "Uno"',
      'entry.delete | code | system | api::author.author "Two"',
    ],
  }),
  writePath({
    path: 'a transaction that rolls back',
    act: ({ app }) =>
      app.run(async (strapi) => {
        await strapi.db
          .transaction(async () => {
            await strapi
              .documents('api::author.author' as never)
              .create({ data: { name: 'Never' } as never });
            throw new Error('changed my mind');
          })
          .catch(() => undefined);
      }),
    events: () => [],
  }),
];
