'use strict';

/**
 * With RECORD_REQUESTS=on every request leaves an event, whatever comes of it, so that the log keeps
 * the row of every request: what a reader of any route sent is then to be looked for.
 */
module.exports = (strapi) => {
  if (process.env.RECORD_REQUESTS !== 'on') return;
  strapi.server.use(async (ctx, next) => {
    try {
      await next();
    } finally {
      await strapi.plugin('audit-trail')?.service('recorder').record({ action: 'probe.request' });
    }
  });
};
