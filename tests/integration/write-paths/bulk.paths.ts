import { ok } from '../../helpers/actors';
import { ADA, CM, draft, published, translated, type Article } from './article';
import { writePath, type WritePath } from './path';
import type { World } from './world';

const BULK = `${CM}/actions`;

const three =
  (make: (world: World) => Promise<Article>) =>
  async (world: World): Promise<Article[]> => [
    await make(world),
    await make(world),
    await make(world),
  ];

const idsOf = (articles: Article[]) => ({ documentIds: articles.map(({ id }) => id) });

/** Rows of one name, written past every lifecycle and not recorded: only their number counts. */
const manyAuthors = async ({ app, unique }: World): Promise<string> => {
  const name = unique('Extra');
  await app.run(
    async (strapi, text, count) => {
      const rows = Array.from({ length: count }, (_, index) => ({
        document_id: `${text.replace(' ', '')}x${index}`,
        name: text,
      }));
      for (let start = 0; start < count; start += 100) {
        await strapi.db.connection('authors').insert(rows.slice(start, start + 100));
      }
    },
    name,
    1_001
  );
  return name;
};

/** The Content Manager's bulk actions, and statements of code on many rows. */
export const bulkPaths: WritePath[] = [
  writePath({
    path: 'Content Manager: bulk publish',
    arrange: three(draft),
    act: ({ admin }, articles) => ok(admin.post(`${BULK}/bulkPublish`).send(idsOf(articles))),
    inAnyOrder: true,
    events: (articles) =>
      articles.map(
        ({ title }) => `entry.publish | ${ADA} | api::article.article en published "${title}"`
      ),
  }),
  writePath({
    path: 'Content Manager: bulk unpublish',
    arrange: three(published),
    act: ({ admin }, articles) => ok(admin.post(`${BULK}/bulkUnpublish`).send(idsOf(articles))),
    inAnyOrder: true,
    events: (articles) =>
      articles.map(
        ({ title }) => `entry.unpublish | ${ADA} | api::article.article en published "${title}"`
      ),
  }),
  writePath({
    path: 'Content Manager: bulk delete',
    arrange: three(published),
    act: ({ admin }, articles) => ok(admin.post(`${BULK}/bulkDelete`).send(idsOf(articles))),
    inAnyOrder: true,
    events: (articles) =>
      articles.map(
        ({ title }) => `entry.delete | ${ADA} | api::article.article en draft "${title}"`
      ),
  }),
  writePath({
    path: 'Content Manager: publish several locales at once',
    arrange: translated,
    act: ({ admin }, { id }) =>
      ok(
        admin
          .post(`${BULK}/bulkPublish?locale=en&locale=de`)
          .send({ documentIds: [id], locale: ['en', 'de'] })
      ),
    inAnyOrder: true,
    events: ({ title }) => [
      `entry.publish | ${ADA} | api::article.article de published "${title} (de)"`,
      `entry.publish | ${ADA} | api::article.article en published "${title}"`,
    ],
  }),
  writePath({
    path: 'Content Manager: unpublish several locales at once',
    arrange: async (world) => {
      const article = await translated(world);
      await ok(
        world.admin
          .post(`${BULK}/bulkPublish`)
          .send({ documentIds: [article.id], locale: ['en', 'de'] })
      );
      return article;
    },
    act: ({ admin }, { id }) =>
      ok(admin.post(`${BULK}/bulkUnpublish`).send({ documentIds: [id], locale: ['en', 'de'] })),
    inAnyOrder: true,
    events: ({ title }) => [
      `entry.unpublish | ${ADA} | api::article.article de published "${title} (de)"`,
      `entry.unpublish | ${ADA} | api::article.article en published "${title}"`,
    ],
  }),
  writePath({
    path: 'strapi.db.query in code: updateMany on more than 1,000 rows',
    arrange: manyAuthors,
    act: ({ app }, name) =>
      app.run(
        (strapi, text) =>
          strapi.db
            .query('api::author.author')
            .updateMany({
              where: { name: text, email: { $null: true } },
              data: { bio: 'For all', email: 'all@example.com' },
            }),
        name
      ),
    events: () => ['entry.bulk-update | code | system | api::author.author'],
    changes: [['bio', 'email']],
    payloads: (name) => [{ count: 1_001, filter: { name, email: { $null: '[hidden]' } } }],
  }),
  writePath({
    path: 'strapi.db.query in code: deleteMany on more than 1,000 rows',
    arrange: manyAuthors,
    act: ({ app }, name) =>
      app.run(
        (strapi, text) =>
          strapi.db.query('api::author.author').deleteMany({ where: { name: text } }),
        name
      ),
    events: () => ['entry.bulk-delete | code | system | api::author.author'],
    payloads: (name) => [{ count: 1_001, filter: { name } }],
  }),
  writePath({
    path: 'strapi.db.query in code: deleteMany by filters',
    act: ({ app }) =>
      app.run(async (strapi) => {
        const authors = strapi.db.query('api::author.author');
        await authors.create({ data: { name: 'Filtered' } });
        await authors.deleteMany({ filters: { name: { $startsWith: 'Filt' } } } as never);
      }),
    events: () => [
      'entry.create | code | system | api::author.author "Filtered"',
      'entry.delete | code | system | api::author.author "Filtered"',
    ],
  }),
];
