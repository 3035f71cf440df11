'use strict';

module.exports = [
  'strapi::logger',
  'strapi::errors',
  'strapi::security',
  'strapi::cors',
  'strapi::poweredBy',
  'strapi::query',
  'strapi::body',
  // Tests speak plain HTTP, over which a production cookie (of OAuth sign-ins) cannot be set.
  { name: 'strapi::session', config: { secure: false } },
  'strapi::favicon',
  'strapi::public',
];
