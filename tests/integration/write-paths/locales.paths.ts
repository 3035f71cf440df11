import { ok } from '../../helpers/actors';
import { ADA, CM, translated, type Article } from './article';
import { writePath, type WritePath } from './path';
import type { World } from './world';

/** An article in both locales, both of them published. */
const everywhere = async (world: World): Promise<Article> => {
  const article = await translated(world, { views: 1, facts: [{ label: 'Old', url: '/old' }] });
  await ok(
    world.admin
      .post(`${CM}/actions/bulkPublish`)
      .send({ documentIds: [article.id], locale: ['en', 'de'] })
  );
  return article;
};

interface Foreign {
  /** Id of the locale. */
  locale: number;
  first: Article;
  second: Article;
}

/** Two articles, one of them published, in a locale of their own. */
const french = async (world: World): Promise<Foreign> => {
  const { admin } = world;
  const { body } = await ok(
    admin.post('/i18n/locales').send({ code: 'fr', name: 'French', isDefault: false })
  );
  const make = async (): Promise<Article> => {
    const title = world.unique('Article français');
    const made = await ok(admin.post(`${CM}?locale=fr`).send({ title }));
    return { id: made.body.data.documentId, title };
  };
  const stage = { locale: body.id, first: await make(), second: await make() };
  await ok(
    admin.post(`${CM}/actions/bulkPublish`).send({ documentIds: [stage.first.id], locale: ['fr'] })
  );
  return stage;
};

const BOT = 'content-api | api-token Importer';

/** What i18n does to the other locales of an entry without telling anybody. */
export const localePaths: WritePath[] = [
  writePath({
    path: 'i18n: a field that all locales share changes in every draft',
    arrange: (world) => translated(world, { views: 1 }),
    act: ({ admin }, { id }) => ok(admin.put(`${CM}/${id}`).send({ views: 2 })),
    events: ({ title }) => [
      `entry.update | ${ADA} | api::article.article en draft "${title}"`,
      `entry.update | ${ADA} | api::article.article de draft "${title} (de)"`,
    ],
    changes: [['views'], ['views']],
  }),
  writePath({
    path: 'i18n: a field of one locale changes in that locale alone',
    arrange: (world) => translated(world, { views: 1 }),
    act: ({ admin }, { id }) => ok(admin.put(`${CM}/${id}`).send({ summary: 'English' })),
    events: ({ title }) => [`entry.update | ${ADA} | api::article.article en draft "${title}"`],
    changes: [['summary']],
  }),
  writePath({
    path: 'i18n: a shared field, updated and published at once',
    arrange: everywhere,
    act: ({ token }, { id }) => ok(token.put(`/api/articles/${id}`).send({ data: { views: 3 } })),
    events: ({ title }) => [
      `entry.update | ${BOT} | api::article.article en draft "${title}"`,
      `entry.publish | ${BOT} | api::article.article en published "${title}"`,
      // i18n copies to the rows of the result's status alone: the German draft keeps its value.
      `entry.update | ${BOT} | api::article.article de published "${title} (de)"`,
    ],
    changes: [['views'], ['views'], ['views']],
  }),
  writePath({
    path: 'i18n: a component that all locales share changes in every draft',
    arrange: (world) => translated(world, { facts: [{ label: 'Old', url: '/old' }] }),
    act: async ({ admin }, { id }) => {
      const { body } = await ok(admin.get(`${CM}/${id}`));
      const [fact] = body.data.facts;
      await ok(admin.put(`${CM}/${id}`).send({ facts: [{ id: fact.id, label: 'New' }] }));
    },
    events: ({ title }) => [
      `entry.update | ${ADA} | api::article.article en draft "${title}"`,
      `entry.update | ${ADA} | api::article.article de draft "${title} (de)"`,
    ],
    changes: [['facts[].label'], ['facts[].label']],
  }),
  writePath({
    path: 'i18n: a shared component, and a lifecycle that then writes the other locale by itself',
    arrange: (world) => translated(world, { facts: [{ label: 'Old', url: '/old' }] }),
    act: ({ app }, { id }) =>
      app.run(async (strapi, documentId) => {
        const articles = strapi.db.query('api::article.article');
        let isOwn = false;
        const unsubscribe = strapi.db.lifecycles.subscribe({
          models: ['api::article.article'],
          async afterUpdate({ result }: { result: { id: number; locale: string } }) {
            if (isOwn || result.locale !== 'de') return;
            isOwn = true;
            await articles.update({ where: { id: result.id }, data: { tone: 'funny' } });
          },
        } as never);
        try {
          const data = { facts: [{ label: 'New', url: '/new' }] } as never;
          const service = strapi.documents('api::article.article' as never);
          await service.update({ documentId, locale: 'en', data } as never);
        } finally {
          unsubscribe();
        }
      }, id),
    events: ({ title }) => [
      `entry.update | code | system | api::article.article en draft "${title}"`,
      `entry.update | code | system | api::article.article de draft "${title} (de)"`,
      `entry.update | code | system | api::article.article de draft "${title} (de)"`,
    ],
    changes: [null, null, ['tone']],
  }),
  writePath({
    path: 'i18n: delete a locale with its entries',
    arrange: french,
    act: ({ admin }, { locale }) => ok(admin.delete(`/i18n/locales/${locale}`)),
    events: ({ first, second }) => [
      `entry.delete | ${ADA} | api::article.article fr draft "${first.title}"`,
      `entry.delete | ${ADA} | api::article.article fr draft "${second.title}"`,
      `locale.delete | ${ADA} | plugin::i18n.locale "French"`,
    ],
  }),
];
