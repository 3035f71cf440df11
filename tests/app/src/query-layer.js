'use strict';

/** Makes a property keep its value whatever is assigned to it, without telling. */
const deafen = (object, name) => {
  const value = object[name].bind(object);
  Object.defineProperty(object, name, { get: () => value, set: () => undefined });
};

/** What an application, another plugin or a later Strapi could do to the layer the plugin taps. */
const changes = {
  frozen: ({ db }) => Object.freeze(db.entityManager),
  deaf: ({ db }) => deafen(db.entityManager, 'createQueryBuilder'),
  unjoined: ({ db }) => deafen(db, 'transaction'),
};

module.exports = (strapi) => changes[process.env.QUERY_LAYER]?.(strapi);
