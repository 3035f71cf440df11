'use strict';

const { errors } = require('@strapi/utils');

const author = (strapi, name) => strapi.db.query('api::author.author').create({ data: { name } });

module.exports = ({ strapi }) => ({
  async crash() {
    throw new Error('mishap: crash');
  },

  async crashAfterCommit(ctx) {
    await author(strapi, ctx.request.body.name);
    throw new Error('mishap: crash after the commit');
  },

  async rollBack(ctx) {
    await strapi.db.transaction(async () => {
      await author(strapi, ctx.request.body.name);
      throw new errors.ApplicationError('mishap: rolled back');
    });
  },

  conflict(ctx) {
    ctx.conflict('mishap: conflict');
  },
});
