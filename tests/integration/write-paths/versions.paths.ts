import { ok } from '../../helpers/actors';
import { ADA, CM, draft, published } from './article';
import { writePath, type WritePath } from './path';
import type { World } from './world';

const ARTICLE = 'api::article.article';

/** An article that code made with the query layer, which fills in `publishedAt`: it has no draft. */
const undrafted = async ({ app, unique }: World) => {
  const title = unique('Undrafted');
  const id = await app.run(async (strapi, title) => {
    const data = { title, summary: 'Made by code', locale: 'en' };
    return String((await strapi.db.query('api::article.article').create({ data })).documentId);
  }, title);
  return { id, title };
};

// Made when a test runs: the tables of paths are also read where there is no test runner.
const instant = () => expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);

/** What the query layer and the deletion of an entry do to its draft and its published version. */
export const versionPaths: WritePath[] = [
  writePath({
    path: 'strapi.db.query in code: a draft gets a publishedAt',
    arrange: draft,
    act: ({ app }, { id }) =>
      app.run(
        (strapi, documentId) =>
          strapi.db
            .query('api::article.article')
            .update({
              where: { documentId },
              data: { publishedAt: new Date(), summary: 'Out' },
            }) as Promise<unknown>,
        id
      ),
    events: ({ title }) => [`entry.publish | code | system | ${ARTICLE} en published "${title}"`],
    detail: () => [
      { path: 'summary', kind: 'text', before: null, after: 'Out' },
      { path: 'publishedAt', kind: 'value', before: null, after: instant() },
    ],
  }),
  writePath({
    path: 'strapi.db.query in code: a published row loses its publishedAt',
    arrange: undrafted,
    act: ({ app }, { id }) =>
      app.run(
        (strapi, documentId) =>
          strapi.db
            .query('api::article.article')
            .update({ where: { documentId }, data: { publishedAt: null } }) as Promise<unknown>,
        id
      ),
    events: ({ title }) => [`entry.unpublish | code | system | ${ARTICLE} en published "${title}"`],
    detail: () => [{ path: 'publishedAt', kind: 'value', before: instant(), after: null }],
  }),
  writePath({
    path: 'strapi.db.query in code: updateMany publishes drafts',
    arrange: async (world) => [await draft(world), await draft(world)] as const,
    act: ({ app }, articles) =>
      app.run(
        (strapi, ids) =>
          strapi.db
            .query('api::article.article')
            .updateMany({ where: { documentId: { $in: ids } }, data: { publishedAt: new Date() } }),
        articles.map(({ id }) => id)
      ),
    events: (articles) =>
      articles.map(
        ({ title }) => `entry.publish | code | system | ${ARTICLE} en published "${title}"`
      ),
    changes: [['publishedAt'], ['publishedAt']],
  }),
  writePath({
    path: 'strapi.db.query in code: another publishedAt',
    arrange: undrafted,
    act: ({ app }, { id }) =>
      app.run(
        (strapi, documentId) =>
          strapi.db
            .query('api::article.article')
            .update({
              where: { documentId },
              data: { publishedAt: new Date('2020-02-02T20:20:20.000Z') },
            }) as Promise<unknown>,
        id
      ),
    events: ({ title }) => [`entry.update | code | system | ${ARTICLE} en published "${title}"`],
    detail: () => [
      { path: 'publishedAt', kind: 'value', before: instant(), after: '2020-02-02T20:20:20.000Z' },
    ],
  }),
  writePath({
    path: 'strapi.db.query in code: another locale',
    arrange: draft,
    act: ({ app }, { id }) =>
      app.run(
        (strapi, documentId) =>
          strapi.db
            .query('api::article.article')
            .update({ where: { documentId }, data: { locale: 'de' } }) as Promise<unknown>,
        id
      ),
    events: ({ title }) => [`entry.update | code | system | ${ARTICLE} de draft "${title}"`],
    detail: () => [{ path: 'locale', kind: 'value', before: 'en', after: 'de' }],
  }),
  writePath({
    path: 'strapi.db.query in code: create without a draft',
    act: undrafted,
    events: () => [
      expect.stringContaining(`entry.create | code | system | ${ARTICLE} en published`) as never,
    ],
    changes: [['featured', 'summary', 'title']],
  }),
  writePath({
    path: 'strapi.db.query in code: without drafts by createMany',
    act: ({ app }) =>
      app.run((strapi) =>
        strapi.db
          .query('api::article.article')
          .createMany({ data: [{ title: 'Many, one' }, { title: 'Many, two' }] })
      ),
    events: () => [
      `entry.create | code | system | ${ARTICLE} published "Many, one"`,
      `entry.create | code | system | ${ARTICLE} published "Many, two"`,
    ],
    changes: [
      ['featured', 'title'],
      ['featured', 'title'],
    ],
  }),
  writePath({
    path: 'strapi.db.query in code: delete without a draft',
    arrange: undrafted,
    act: ({ app }, { id }) =>
      app.run(
        (strapi, documentId) =>
          strapi.db
            .query('api::article.article')
            .delete({ where: { documentId } }) as Promise<unknown>,
        id
      ),
    events: ({ title }) => [`entry.delete | code | system | ${ARTICLE} en published "${title}"`],
    changes: [['featured', 'summary', 'title']],
  }),
  writePath({
    path: 'Content Manager: delete an entry without a draft',
    arrange: undrafted,
    act: ({ admin }, { id }) => ok(admin.delete(`${CM}/${id}`)),
    events: ({ title }) => [`entry.delete | ${ADA} | ${ARTICLE} en published "${title}"`],
    changes: [['featured', 'summary', 'title']],
  }),
  writePath({
    path: 'strapi.db.query in code: a published row beside its draft comes and goes',
    arrange: draft,
    act: ({ app }, { id }) =>
      app.run(async (strapi, documentId) => {
        const articles = strapi.db.query('api::article.article');
        const row = { documentId, locale: 'en', title: 'Copied by code' };
        const { id } = await articles.create({ data: { ...row, publishedAt: new Date() } });
        await articles.deleteMany({ where: { id } });
      }, id),
    events: () => [
      `entry.publish | code | system | ${ARTICLE} en published "Copied by code"`,
      `entry.unpublish | code | system | ${ARTICLE} en published "Copied by code"`,
    ],
    changes: [['title'], ['title']],
  }),
  writePath({
    path: 'Content Manager: unpublish what differs from its draft',
    arrange: async (world) => {
      const article = await published(world, { summary: 'Live text', tone: 'funny' });
      await ok(world.admin.put(`${CM}/${article.id}`).send({ summary: 'WIP', views: 3 }));
      return article;
    },
    act: ({ admin }, { id }) => ok(admin.post(`${CM}/${id}/actions/unpublish`).send({})),
    events: ({ title }) => [`entry.unpublish | ${ADA} | ${ARTICLE} en published "${title}"`],
    detail: () => [
      { path: 'summary', kind: 'text', before: 'Live text' },
      { path: 'views', kind: 'value', before: null },
    ],
  }),
  writePath({
    path: 'Content Manager: delete an entry whose published version differs from its draft',
    arrange: async (world) => {
      const article = await published(world, {
        summary: 'Live text',
        tone: 'funny',
        links: [{ label: 'Same', url: '/same' }],
        seo: { metaTitle: 'Live meta' },
      });
      const data = { summary: 'WIP draft', views: 3, seo: { metaTitle: 'WIP meta' } };
      await ok(world.admin.put(`${CM}/${article.id}`).send(data));
      return article;
    },
    act: ({ admin }, { id }) => ok(admin.delete(`${CM}/${id}`)),
    events: ({ title }) => [`entry.delete | ${ADA} | ${ARTICLE} en draft "${title}"`],
    detail: () =>
      expect.arrayContaining([
        { path: 'summary', kind: 'text', before: 'WIP draft' },
        { path: '[published].summary', kind: 'text', before: 'Live text' },
        { path: 'views', kind: 'value', before: 3 },
        { path: '[published].views', kind: 'value', before: null },
        { path: '[published].seo.metaTitle', kind: 'value', before: 'Live meta' },
      ]),
    changes: [
      [
        '[].seo',
        '[].seo.metaTitle',
        '[].summary',
        '[].views',
        'featured',
        'links',
        'links[].label',
        'links[].url',
        'seo',
        'seo.metaTitle',
        'summary',
        'title',
        'tone',
        'views',
      ],
    ],
    payloads: () => [{ wasPublished: true, publishedAt: instant() }],
  }),
];
