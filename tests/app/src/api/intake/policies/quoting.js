'use strict';

const { errors } = require('@strapi/utils');

/** Refuses everything, and says what it was sent. */
module.exports = ({ request, params }) => {
  const sent = JSON.stringify([request.body ?? null, params]);
  throw new errors.PolicyError(`Not with ${sent}`, { received: request.body, policy: 'quoting' });
};
