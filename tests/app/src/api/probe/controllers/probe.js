'use strict';

const { once } = require('node:events');

const AUTHOR = 'api::author.author';

module.exports = ({ strapi }) => ({
  async write(ctx) {
    ctx.body = await strapi.documents(AUTHOR).create({ data: ctx.request.body });
  },

  /** Answers first and writes afterwards, awaited by nobody. */
  async writeLater(ctx) {
    const { body } = ctx.request;
    void once(ctx.res, 'finish')
      .then(() => strapi.documents(AUTHOR).create({ data: body }))
      .catch((error) => strapi.log.error(error));
    ctx.body = { accepted: true };
  },

  /** Stores part of what it is sent, tells the log all of it, and answers with it. */
  async relay(ctx) {
    const { body, headers } = ctx.request;
    await strapi.documents(AUTHOR).create({ data: body.author });
    const recorder = strapi.plugin('audit-trail').service('recorder');
    await recorder.record({
      action: 'probe.relay',
      resource: { type: 'relay', name: 'Relay' },
      payload: { received: body.payload, headers },
      changes: body.changes,
    });
    ctx.body = { answered: body.answer, headers };
  },

  /** Commits a change and then breaks. */
  async failLater(ctx) {
    await strapi.documents(AUTHOR).create({ data: ctx.request.body });
    throw new Error('probe: broken after the commit');
  },
});
