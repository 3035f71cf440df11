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

/** A deployment that brings one field more, when a test asks for it. */
exports.register = (strapi) => {
  const field = process.env.PROBE_FIELD;
  if (field) strapi.contentType(AUTHOR).attributes[field] = { type: 'string' };
};
