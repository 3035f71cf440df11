'use strict';

const AUTHOR = 'api::author.author';

/**
 * Code that an application runs besides its routes: a lifecycle subscriber that writes another row,
 * and a bootstrap that writes when a test asks for it.
 */
exports.bootstrap = async (strapi) => {
  strapi.db.lifecycles.subscribe({
    models: [AUTHOR],
    async afterCreate({ params }) {
      if (params.data.bio !== 'probe:lifecycle') return;
      await strapi.db.query(AUTHOR).create({ data: { name: `${params.data.name}, seconded` } });
    },
  });
  if (process.env.PROBE_BOOTSTRAP) {
    await strapi.documents(AUTHOR).create({ data: { name: process.env.PROBE_BOOTSTRAP } });
  }
};

const ARTICLE = 'api::article.article';

const visitor = {
  schema: {
    kind: 'collectionType',
    collectionName: 'visitors',
    info: { singularName: 'visitor', pluralName: 'visitors', displayName: 'Visitor' },
    options: { draftAndPublish: false },
    pluginOptions: {},
    attributes: { name: { type: 'string' } },
  },
};

/** A deployment that brings one field more, other options or a type more, when a test asks for it. */
exports.register = (strapi) => {
  const { PROBE_FIELD: field, PROBE_ARTICLE: options, PROBE_TYPE: type } = process.env;
  if (field) strapi.contentType(AUTHOR).attributes[field] = { type: 'string' };
  if (type) strapi.get('content-types').add(`api::${type}`, { [type]: visitor });
  if (!options) return;
  const { draftAndPublish = true, localized = true } = JSON.parse(options);
  const article = strapi.contentType(ARTICLE);
  article.options = { ...article.options, draftAndPublish };
  article.pluginOptions = { ...article.pluginOptions, i18n: { localized } };
};
