'use strict';

const afterCommitLog = require('./after-commit-log');
const { registerOAuthProvider } = require('./oauth-provider');
const probeCode = require('./probe-code');
const changeQueryLayer = require('./query-layer');
const recordRequests = require('./record-requests');
const changeRedaction = require('./redaction');

module.exports = {
  register({ strapi }) {
    registerOAuthProvider(strapi);
    changeRedaction(strapi);
    changeQueryLayer(strapi);
    recordRequests(strapi);
    probeCode.register(strapi);
  },

  async bootstrap({ strapi }) {
    const locales = strapi.plugin('i18n').service('locales');
    if (!(await locales.findByCode('de'))) {
      await locales.create({ code: 'de', name: 'German (de)' });
    }
    await afterCommitLog(strapi);
    await probeCode.bootstrap(strapi);
  },
};
