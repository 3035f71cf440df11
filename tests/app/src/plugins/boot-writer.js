'use strict';

const AUTHOR = 'api::author.author';

/**
 * A plugin that writes at its bootstrap, by the Document Service and by the query layer, and starts
 * work there that goes on after the boot.
 */
module.exports = (name) => () => ({
  async bootstrap({ strapi }) {
    await strapi.documents(AUTHOR).create({ data: { name: `${name}: document` } });
    await strapi.db.query(AUTHOR).create({ data: { name: `${name}: row` } });
    const timer = setInterval(() => {
      if (!globalThis.bootIsLongOver) return;
      clearInterval(timer);
      void strapi.documents(AUTHOR).create({ data: { name: `${name}: timer` } });
    }, 20);
    timer.unref();
  },
});
